/**
 * {@code ./lab bench}. Read in this order: {@link lab.comparison.bench.BenchRun} (what is
 * measured when), {@link lab.comparison.bench.Measurements} (how),
 * {@link lab.comparison.bench.Load} with {@link lab.comparison.bench.ClientLoop} and
 * {@link lab.comparison.bench.Publisher} (the load itself), then
 * {@link lab.comparison.bench.Round} (the account of what arrived).
 */
package lab.comparison.bench;
