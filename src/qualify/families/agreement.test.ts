import { family } from './agreement.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
