/** What a person is asked: how it arrives on the bus, what it may say, how it is shown safely. Knows nothing of AWS. */
package humanapproval.request;
