package humanapproval.email;

/** A page ready to be sent. */
record Page(int status, String html) {}
