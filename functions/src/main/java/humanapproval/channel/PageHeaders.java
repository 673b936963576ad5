package humanapproval.channel;

import java.util.Map;

/**
 * The headers of every answer: nothing of a page is kept, shared, framed or fetched from elsewhere (OWASP Secure
 * Headers Project).
 */
public final class PageHeaders {

    private PageHeaders() {}

    /** The headers, allowing the style with that source of Content-Security-Policy. */
    public static Map<String, String> with(String styleSource) {
        return Map.of(
                "Content-Type", "text/html; charset=utf-8",
                "Cache-Control", "no-store",
                "Content-Security-Policy",
                        "default-src 'none'; style-src " + styleSource
                                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                "Referrer-Policy", "no-referrer",
                "Strict-Transport-Security", "max-age=31536000",
                "X-Content-Type-Options", "nosniff",
                "X-Robots-Tag", "noindex");
    }
}
