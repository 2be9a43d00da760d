import type { Group } from "./group.ts";

const from = (file: string, words = ""): string =>
  `billing customers update --from ${file} -p commet --emulator --concurrency 1 --ordered ${words}`.trimEnd();

/** Files of rows in every form, right and wrong; nothing is written. */
export const rows: Group = {
  name: "rows",
  scripts: [
    `printf 'id,name,metadata.tier,metadata.seats:=\ncus_7Qm2rT,Ana,gold,12\ncus_3Bx8dL,,#N/A,\n' > good.csv; ${from("good.csv", "-n")}`,
    from("good.csv", "-n -o ndjson"),
    from("good.csv", "-n --detailed-exitcode -o json"),
    from("good.csv", "-n -o markdown"),
    from("good.csv", "--as-curl"),
    from("good.csv", "-n --shard 1/2"),
    from("good.csv", "-n --shard 3/2"),
    from("good.csv", "-n --timezone UTC -o yaml"),
    `printf 'id\tname\ncus_7Qm2rT\tAna T\n' > good.tsv; ${from("good.tsv", "-n")}`,
    `printf 'id;Company;Notes\ncus_7Qm2rT;"Semi; colon";x\n' > mapped.csv; ${from("mapped.csv", `-n --map Company=name --map Notes=`)}`,
    from("mapped.csv", "-n"),
    from("mapped.csv", "-n --delimiter ,"),
    `printf '[{"externalId":"usr_5512","name":"By own id"},{"id":"cus_3Bx8dL","native":{"fullName":"Native"}}]' > good.json; ${from("good.json", "-n -o ndjson")}`,
    `printf '{"id":"cus_7Qm2rT","name":"A"}\n{"id":"cus_7Qm2rT","name":"B"}\n{"id":7}\n{"id":"cus_3Bx8dL","email":""}\n{"id":\n{"id":"cus_3Bx8dL","phone":"1"}\n[]\n' > bad.ndjson; ${from("bad.ndjson")}`,
    from("bad.ndjson", "-o json"),
    from("bad.ndjson", "--skip-invalid -n"),
    from("bad.ndjson", "--skip-invalid -n -o ndjson"),
    `printf 'id,nmae,name,name,address.city\n' > bad-header.csv; ${from("bad-header.csv")}`,
    `printf 'name,email\nA,b@c.example\n' > no-id.csv; ${from("no-id.csv")}`,
    `printf 'id,name\ncus_7Qm2rT\ncus_3Bx8dL,a"b\ncus_9Hn4kW,"open\n' > bad-cells.csv; ${from("bad-cells.csv")}`,
    `printf 'id,metadata.seats:=\ncus_7Qm2rT,{\n,1\ncus_3Bx8dL,1,2\n' > bad-values.csv; ${from("bad-values.csv")}`,
    `printf '[{"id":"cus_7Qm2rT","name":"A"},]' > comma.json; ${from("comma.json")}`,
    `printf '\\377\\376' > bytes.csv; ${from("bytes.csv")}`,
    `: > empty.ndjson; ${from("empty.ndjson")}`,
    from("missing.csv"),
    from("good.csv", "--out plan.json"),
    from("good.csv", "--map Company"),
    from("good.csv", "--max-errors 0"),
    from("good.csv", "--resume"),
    `billing customers update cus_7Qm2rT --from good.csv -p commet --emulator`,
    `printf 'id,provider,name\ncus_7Qm2rT,commet,A\ncus_2Nb8LmPq,maple,B\nx,stripe,C\n' > providers.csv; billing customers update --from providers.csv --emulator -n`,
    `sed -i /stripe/d providers.csv; billing customers update --from providers.csv --emulator -n --ordered -o ndjson`,
    `printf 'id,name\ncus_7Qm2rT,From stdin\n' | ${from("-", "-n --input-format csv")}`,
    `printf '{"id":"cus_7Qm2rT","unset":1}' | ${from("-", "-n --input-format tsv")}`,
  ],
};
