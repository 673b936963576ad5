/** The email channel. Out: personal mails by SNS. In: the pages behind their links. */
package humanapproval.email;
