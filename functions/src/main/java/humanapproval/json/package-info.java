/** Reads JSON field by field, so that an error names the field and never a value. */
package humanapproval.json;
