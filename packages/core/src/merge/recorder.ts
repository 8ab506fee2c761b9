import type { Origin } from "./origin.ts";

/**
 * Is told of every write in the step that makes it. Objects and lists are known by identity; `origin` of an object is
 * what holds for those of its fields that were never written one by one.
 */
export interface Recorder {
  /** The origin of one field of a value whose origin is known: its document path grows by the key. */
  at(origin: Origin, key: string | number): Origin;
  /** The origin of what a template container gives. */
  named(origin: Origin, templateContainer: string): Origin;
  /** The origin that was recorded for this field, else the one that follows from its object's. */
  originOf(holder: object, key: string | number, origin: Origin): Origin;
  /** `target[key]` is about to be written; what stands there now is overridden. */
  wrote(target: object, key: string | number, origin: Origin): void;
  /** `target[key]` stays, and this value for it is lost. */
  lost(target: object, key: string | number, value: unknown, origin: Origin): void;
  /** `target[key]` is about to be removed. */
  removed(target: object, key: string | number, by: Origin): void;
  /** `copy` begins with the fields or items of `original`. */
  copied(copy: object, original: object, origin: Origin): void;
  /** `completed` is `given`, whose origin is known, with fields at any depth that another layer filled in. */
  completed(completed: object, given: object, origin: Origin, filled: Origin): void;
  /** `result[key]`, so far the lower layer's, becomes the higher one's. */
  took(result: object, key: string, high: object, highOrigin: Origin): void;
  /** `result[key]` stays the lower layer's although the higher one has a value, which is lost. */
  kept(result: object, key: string, high: object, highOrigin: Origin): void;
  /** `result[key]` becomes a merge of both values, which records its own fields. */
  joined(result: object, key: string, high: object, highOrigin: Origin): void;
  /** `target[key]` becomes an object or list that records its own parts; what stood there served as their source. */
  placed(target: object, key: string, origin: Origin): void;
  /** `list[place]` becomes an item of another list. */
  itemTook(list: readonly unknown[], place: number, from: Listed, index: number): void;
  /** `list[place]` becomes a merge of itself and an item of another list, which records its own fields. */
  itemJoined(list: readonly unknown[], place: number, from: Listed, index: number): void;
  /** `target[key]`, about to be removed, is lost to what stands at `winner`. */
  displaced(target: object, key: string, winner: string): void;
  /** `list` is `first` followed by `second`. */
  concatenated(list: readonly unknown[], first: Listed, second: Listed): void;
}

/** A list and the origin that holds for items that have none of their own. */
export interface Listed<Item = unknown> {
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/** Records nothing: composing without a trace runs the same code with this. */
export const silentRecorder: Recorder = {
  at: (origin) => origin,
  named: (origin) => origin,
  originOf: (_holder, _key, origin) => origin,
  wrote() {},
  lost() {},
  removed() {},
  copied() {},
  completed() {},
  took() {},
  kept() {},
  joined() {},
  placed() {},
  itemTook() {},
  itemJoined() {},
  displaced() {},
  concatenated() {},
};
