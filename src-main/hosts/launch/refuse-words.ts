import { errorToData } from '../../../shared/domain/errors.ts';
import { readStartWords, refuseUnknownOptions } from '../start-words.ts';

/** For `npm start`, before the lab is built: says what its words are refused for, in the hosts' own sentence, and ends with 2. */
try {
  refuseUnknownOptions(readStartWords(process.argv.slice(2), process.cwd()));
} catch (error) {
  process.stderr.write(`${errorToData(error).message}\n`);
  process.exitCode = 2;
}
