/** The keys that go from one button to the next, where several are one stop of the Tab key. */

/** Where a key leads to from `here`, round and round; null for keys that lead nowhere. */
export function arrowLeadsTo(key: string, here: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (here + 1) % count;
    case "ArrowLeft":
      return (here - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
