import type { Group } from "./group.ts";

const commet = "-p commet --emulator --concurrency 1 --ordered";

/** Runs: recorded, failed in part, stopped, resumed, taken back. */
export const runs: Group = {
  name: "runs",
  scripts: [
    `printf '{"id":"cus_7Qm2rT","name":"One","metadata":{"tier":"a"}}\n{"id":"cus_0000aa","name":"Two"}\n{"id":"cus_3Bx8dL","name":"Three"}\n{"id":"cus_9Hn4kW","email":"four@yamada.example"}\n' > rows.ndjson; billing customers update --from rows.ndjson ${commet}`,
    `billing customers update --from rows.ndjson ${commet}`,
    `billing history --emulator --run $LAST`,
    `billing undo $ID1 --emulator --concurrency 1 --dry-run`,
    `billing undo $ID1 --emulator --concurrency 1 --ordered -o ndjson`,
    `billing undo $ID1 --emulator --concurrency 1 --yes`,
    `billing undo $ID1 --emulator --concurrency 1 --yes`,
    `printf 'id,name\ncus_7Qm2rT,Uno\ncus_3Bx8dL,Dos\ncus_9Hn4kW,Tres\n' > rows.csv; billing customers update --from rows.csv ${commet} --no-retry --max-errors 1 --fault 'commet:update:503;times=always'`,
    `billing customers update --resume --emulator --metadata a=b`,
    `billing customers update --resume --emulator`,
    `billing customers update --resume --emulator`,
    `billing customers update --resume 01ZZZZ --emulator`,
    `billing customers update --from rows.csv ${commet} --set metadata.n=1 --fault 'commet:update:401;after=1' -o json`,
    `echo cus_5Lv1qZ,Extra >> rows.csv; billing customers update --resume --emulator`,
    `sed -i '$d' rows.csv; billing customers update --resume --emulator -o json`,
    `billing customers update --from rows.csv ${commet} --unset metadata`,
    `billing customers update --from rows.csv ${commet} --unset metadata.n --yes --results out.ndjson --failed failed.csv --fault 'commet:update:422;after=1'`,
    `printf '[{"id":"cus_2Nb8LmPq","title":"A"},{"id":"cus_2Nd1AaBb","title":"B"}]' | billing customers update --from - -p maple --emulator --concurrency 1 --no-retry --fault 'maple:update:reset-before;after=1;times=always' --fault 'maple:read:500;after=2;times=always'`,
    `billing history --emulator --outcome unknown`,
    `billing history --emulator --resolve`,
    `billing customers update --resume --emulator -o ndjson`,
    `printf '{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","name":"K"}\n{"id":"cus_7H3M5P8S1T4V7W0X2Y6Z9A3B5C","name":"L"}\n' | billing customers update --from - -p kirim --emulator --concurrency 1 --limit kirim=1/m --debug`,
    `printf '{"id":"65f0c1a2b3d4e5f60718293a","name":"V"}\n' | billing customers update --from - -p vayu --emulator --no-journal`,
    `printf '{"id":"cus_7Qm2rT","name":"S"}\n' > one.ndjson; CI=true billing customers update --from one.ndjson ${commet} -o markdown`,
    `billing customers update --from one.ndjson ${commet} --detailed-exitcode --quiet`,
    `billing history --emulator`,
    `billing history --emulator -o json`,
    `billing history show $ID1 --emulator`,
  ],
};
