import { AppError } from '../../core/error.js';
import type { Answer, Family, Question } from '../family.js';

/** Only a coded refusal counts: any other exception is a failure of the case, and so is any answer. */
export function refusal({ answer }: Family): Family['answer'] {
  return (question) => {
    try {
      answer(question);
    } catch (error) {
      if (error instanceof AppError && /^(STATS|INPUT)-/.test(error.code)) return { must_reject: true };
      throw error;
    }
    return { must_reject: false };
  };
}

/**
 * Operations of other families that must fail with a coded error.
 * @param families looked up late: this family stands among them
 */
export function invalidInput(families: () => readonly Family[]): Family {
  const answer = (question: Question): Record<string, Answer> => {
    const operation = question.input['operation'];
    const family = families().find(({ name }) => name === operation && name !== 'invalid_input');
    if (family === undefined) throw new Error(`unknown operation ${String(operation)}`);
    return refusal(family)(question);
  };
  return { name: 'invalid_input', answer };
}
