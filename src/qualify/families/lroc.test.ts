import { family } from './lroc.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
