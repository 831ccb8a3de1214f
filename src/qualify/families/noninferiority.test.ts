import { family } from './noninferiority.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
