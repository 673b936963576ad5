/** Leads requests to the ways back and carries decisions out. The only room that resumes; nothing depends on it. */
package humanapproval.callback;
