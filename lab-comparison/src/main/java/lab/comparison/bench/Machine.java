package lab.comparison.bench;

/** Where the figures come from: they hold nowhere else. */
record Machine(String system, int processors, String java) {

    static Machine here() {
        return new Machine(
                "%s %s, %s".formatted(System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " "
                        + System.getProperty("java.runtime.version"));
    }
}
