import { AppError } from '../../core/error.js';
import type { Answer, Family, Question } from '../family.js';

/**
 * Operations that must fail with a coded error. Any other exception, and any answer, does not count as a refusal.
 * @param families looked up late: this family stands among them
 */
export function invalidInput(families: () => readonly Family[]): Family {
  const answer = (question: Question): Record<string, Answer> => {
    const operation = question.input['operation'];
    const family = families().find(({ name }) => name === operation && name !== 'invalid_input');
    if (family === undefined) {
      throw new Error(`unknown operation ${String(operation)}`);
    }
    try {
      family.answer(question);
    } catch (error) {
      if (error instanceof AppError && /^(STATS|INPUT)-/.test(error.code)) return { must_reject: true };
      throw error;
    }
    return { must_reject: false };
  };
  return { name: 'invalid_input', answer };
}
