import { AppError } from '../core/error.js';
import { parsePercent, spacedPercent } from './percent.js';

/**
 * A goal, a margin or an assumed performance as a protocol writes it: `80 %`, `-5 %` for a difference, or a plain number
 * for a metric that is no share.
 */
export type GoalText = string | number;

/** As a number on the scale of the metric; undefined when the text is no percentage or the number is not finite. */
export function parseGoal(goal: GoalText): number | undefined {
  if (typeof goal === 'string') {
    if (!goal.startsWith('-')) return parsePercent(goal);
    const size = parsePercent(goal.slice(1));
    return size === undefined ? undefined : -size;
  }
  return Number.isFinite(goal) ? goal : undefined;
}

/** The same for a protocol that has been checked. @throws AppError INPUT-SCHEMA @param pointer place in the protocol */
export function requireGoal(goal: GoalText, pointer: string): number {
  const value = parseGoal(goal);
  if (value === undefined) {
    throw new AppError('INPUT-SCHEMA', `${JSON.stringify(goal)} is no goal`, {
      place: pointer,
      hint: 'write a percentage such as 80 %, or a plain number for a metric that is none',
    });
  }
  return value;
}

/** The one way a goal is printed. */
export function goalText(goal: GoalText): string {
  return typeof goal === 'string' ? spacedPercent(goal) : String(goal);
}
