interface Node<T> {
  at: number;
  turn: number;
  item: T;
}

/** Priority queue by time; first in, first out for equal times. */
export class Heap<T> {
  readonly #nodes: Node<T>[] = [];
  #turn = 0;

  get size(): number {
    return this.#nodes.length;
  }

  /** When the next is due. */
  get nextAt(): number {
    return this.#nodes[0]?.at ?? Infinity;
  }

  push(at: number, item: T): void {
    const nodes = this.#nodes;
    nodes.push({ at, turn: ++this.#turn, item });
    for (let child = nodes.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfWrong(parent, child)) return;
      child = parent;
    }
  }

  pop(): { at: number; item: T } | undefined {
    const nodes = this.#nodes;
    const top = nodes[0];
    const last = nodes.pop();
    if (!top || !last || nodes.length === 0) return top;
    nodes[0] = last;
    for (let parent = 0; ;) {
      const left = parent * 2 + 1;
      const child = left + 1 < nodes.length && this.#isWrong(left, left + 1) ? left + 1 : left;
      if (child >= nodes.length || !this.#swapIfWrong(parent, child)) return top;
      parent = child;
    }
  }

  #isWrong(first: number, second: number): boolean {
    const [one, other] = [this.#nodes[first], this.#nodes[second]];
    return !!one && !!other && comesAfter(one, other);
  }

  #swapIfWrong(parent: number, child: number): boolean {
    const [upper, lower] = [this.#nodes[parent], this.#nodes[child]];
    if (!upper || !lower || !comesAfter(upper, lower)) return false;
    this.#nodes[parent] = lower;
    this.#nodes[child] = upper;
    return true;
  }
}

const comesAfter = (one: Node<unknown>, other: Node<unknown>): boolean =>
  other.at < one.at || (other.at === one.at && other.turn < one.turn);
