/** What a channel is: how it delivers, by one protocol, and how its answers come back. */
package humanapproval.channel;
