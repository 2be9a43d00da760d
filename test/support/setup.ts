/** Before each file: random tests follow the seed of this run. */
import fc from "fast-check";

import { testSeed } from "./random.ts";

fc.configureGlobal({ seed: testSeed });
