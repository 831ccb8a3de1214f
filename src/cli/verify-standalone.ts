import { verifyProject } from '../verify.js';
import { EXIT } from '../core/error.js';
import { reportFailure } from './report-failure.js';
import { verificationLines } from './verification-lines.js';

/**
 * `veritome-verify [folder] [--without-images] [--json]`: the verifier without the command-line package, so that a
 * machine with Node and a copy of dist/ is enough.
 */
const words = process.argv.slice(2);
const json = words.includes('--json');
const [folder = '.'] = words.filter((word) => !word.startsWith('--'));
try {
  const report = await verifyProject(folder, { withoutImages: words.includes('--without-images') });
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: report.intact, ...report })}\n`
      : `${verificationLines(report).join('\n')}\n`,
  );
  process.exitCode = report.intact ? EXIT.done : EXIT.integrity;
} catch (thrown) {
  reportFailure(thrown, json);
  process.exitCode = EXIT.integrity;
}
