import { formatQuantity, parseQuantity, type Quantity } from "./quantity.ts";

/**
 * A quantity's text rounded up, away from zero, to thousandths; text that is no quantity stays as it is.
 * @source apimachinery/pkg/api/resource Quantity.RoundUp, v0.34.1
 */
export function roundUpQuantity(text: string): string {
  if (/^\d+[a-zA-Z]{0,2}$/.test(text) && !/[nu]$/.test(text)) return text;
  const quantity = parseQuantity(text);
  if ("refused" in quantity || quantity.nano % thousandth === 0n) return text;
  const { nano, format } = quantity;
  const towards = nano > 0n ? thousandth : -thousandth;
  return formatQuantity({ nano: (nano / thousandth) * thousandth + towards, format });
}

/**
 * The sum of two quantities' texts, printed in the first one's notation, or in the second's where the first is zero.
 * @source apimachinery/pkg/api/resource Quantity.Add, v0.34.1
 */
export function addQuantities(a: string, b: string): string {
  const [left, right] = [quantityOf(a), quantityOf(b)];
  const { format } = left.nano === 0n ? right : left;
  return formatQuantity({ nano: left.nano + right.nano, format });
}

/** Whether a quantity's text has no fraction of one. */
export function isWholeQuantity(text: string): boolean {
  return quantityOf(text).nano % 1_000_000_000n === 0n;
}

/** In billionths. */
const thousandth = 1_000_000n;

function quantityOf(text: string): Quantity {
  const quantity = parseQuantity(text);
  return "refused" in quantity ? { nano: 0n, format: "DecimalSI" } : quantity;
}
