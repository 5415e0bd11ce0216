import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Or one's garbage would be swept in the next one's time. */
export const collectGarbage = runInNewContext('gc') as () => void;
