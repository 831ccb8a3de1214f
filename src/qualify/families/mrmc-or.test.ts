import { family } from './mrmc-or.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
