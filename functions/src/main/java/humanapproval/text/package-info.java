/** How text from outside is shown: invisible characters, links, times. */
package humanapproval.text;
