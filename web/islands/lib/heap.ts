// Numbers with a weight each, of which the lightest comes first (Williams, Algorithm 232, 1964). Pure.

export class Heap {
  private readonly weights: number[] = [];
  private readonly items: number[] = [];

  push(weight: number, item: number): void {
    let at = this.items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.weights[parent] ?? 0) <= weight) break;
      this.put(at, parent);
      at = parent;
    }
    this.weights[at] = weight;
    this.items[at] = item;
  }

  /** The lightest, with its weight; nothing when there is none. */
  pop(): [weight: number, item: number] | undefined {
    const [weight, item] = [this.weights[0], this.items[0]];
    if (weight === undefined || item === undefined) return undefined;
    const [last = 0, lastItem = 0] = [this.weights.pop(), this.items.pop()];
    const size = this.items.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (this.weights[child + 1] ?? 0) < (this.weights[child] ?? 0)) child++;
      if ((this.weights[child] ?? 0) >= last) break;
      this.put(at, child);
      at = child;
    }
    if (size > 0) [this.weights[at], this.items[at]] = [last, lastItem];
    return [weight, item];
  }

  private put(at: number, from: number): void {
    [this.weights[at], this.items[at]] = [this.weights[from] ?? 0, this.items[from] ?? 0];
  }
}
