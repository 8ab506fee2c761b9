/** Two positions of one item, or the position of an item that only one list has. */
export interface ItemPair {
  readonly before?: number;
  readonly after?: number;
}
