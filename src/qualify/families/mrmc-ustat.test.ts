import { family } from './mrmc-ustat.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
