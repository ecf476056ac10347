package lab.grader.report;

/** Text for a page: whatever a student has written stays text. */
final class Html {

    private Html() {
    }

    static String escape(String text) {
        return JunitXml.escape(text).replace("'", "&#39;");
    }

    /** The frame of every page. Its style is a file beside, so that a strict policy can hold. */
    static String page(String language, String title, String otherLanguage,
            String otherPage, String up, String body) {
        boolean french = language.equals("fr");
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
                <title>%s</title>
                <link rel="stylesheet" href="%sgrades.css">
                </head>
                <body>
                <a class="skip" href="#content">%s</a>
                <nav><a href="%s" hreflang="%s" lang="%s">%s</a></nav>
                <main id="content">
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """
                .formatted(language, escape(title), up,
                        french ? "Aller au contenu" : "Skip to content",
                        escape(otherPage),
                        otherLanguage, otherLanguage, french ? "English" : "Français",
                        escape(title), body);
    }

    static final String STYLE = """
            :root { --line: #8886; --good: #176b2c; --bad: #a4161a; --soft: #8882; }
            @media (prefers-color-scheme: dark) { :root { --good: #7ee08f; --bad: #ff9b9b; } }
            body { font: 1.0625rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
            h1, h2, h3 { line-height: 1.2; }
            a:focus-visible, summary:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
            .skip { position: absolute; left: -99rem; }
            .skip:focus { left: 1rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
            pre { background: var(--soft); overflow-x: auto; padding: .7rem; }
            .pass { color: var(--good); }
            .fail { color: var(--bad); }
            dt { font-weight: bold; }
            meter { width: 8rem; }
            """;
}
