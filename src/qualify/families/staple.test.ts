import { family } from './staple.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
