package lab.grader.report;

/**
 * An exercise, by its line in the catalogue.
 *
 * @param bonus its points come on top of the hundred
 */
public record CatalogueEntry(String slug, int points, boolean bonus) {

    public static CatalogueEntry parse(String line) {
        String[] words = line.split(" ");
        return new CatalogueEntry(words[0], Integer.parseInt(words[1]),
                words.length > 2 && words[2].equals("bonus"));
    }
}
