const WRITTEN = 1;
const REFUSED = 2;
const MAPPED = 4;

/** What became of each row, one byte each. */
export class RowOutcomes {
  private outcomes = new Uint8Array(1024);
  private length = 0;

  /** Takes in the next row and gives its number, from 0. */
  next(): number {
    if (this.length === this.outcomes.length) {
      const larger = new Uint8Array(this.outcomes.length * 2);
      larger.set(this.outcomes);
      this.outcomes = larger;
    }
    this.length += 1;
    return this.length - 1;
  }

  /** The row became facts. */
  mapped(row: number): void {
    this.mark(row, MAPPED);
  }

  /** Something that the row says was new. */
  written(row: number): void {
    this.mark(row, WRITTEN);
  }

  /** The row cannot go in, or not wholly. */
  refused(row: number): void {
    this.mark(row, REFUSED);
  }

  isRefused(row: number): boolean {
    return ((this.outcomes[row] ?? 0) & REFUSED) !== 0;
  }

  /** Each row once: refused as soon as anything of it was, recorded when something was new, else known. */
  counts(): Readonly<{ read: number; recorded: number; known: number; refused: number }> {
    const counts = { read: this.length, recorded: 0, known: 0, refused: 0 };
    for (let row = 0; row < this.length; row += 1) {
      const outcome = this.outcomes[row] ?? 0;
      if ((outcome & REFUSED) !== 0) counts.refused += 1;
      else if ((outcome & WRITTEN) !== 0) counts.recorded += 1;
      else if ((outcome & MAPPED) !== 0) counts.known += 1;
    }
    return counts;
  }

  private mark(row: number, outcome: number): void {
    this.outcomes[row] = (this.outcomes[row] ?? 0) | outcome;
  }
}
