import { family } from './shift.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
