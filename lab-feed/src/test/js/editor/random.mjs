/** Chance that a seed repeats: `random(3)` is 0, 1 or 2. */
export function randomOf(seed) {
  let state = seed;
  return most => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % most;
  };
}
