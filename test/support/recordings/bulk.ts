import type { Group } from "./group.ts";

/**
 * Many customers of a served emulator that is filled, many at once and at several providers. The journals, whose order
 * is left to chance then, are not kept.
 */
export const bulk: Group = {
  name: "bulk",
  scripts: [
    `: > emulated.yaml; billing emulator start --port 0 --customers 40 > emulated.yaml 2> requests.txt & server=$!
until tail -n 1 emulated.yaml | grep -q .; do sleep 0.05; done
chmod 600 emulated.yaml
for n in $(seq -w 1 40); do echo '{"id":"cus_0000'$n'","name":"Row '$n'"}'; done > rows.ndjson
billing customers update --from rows.ndjson -p commet --config emulated.yaml --ordered -o json
billing customers update --from rows.ndjson -p commet --config emulated.yaml --quiet
echo '{"id":"cus_2Nb8LmPq","provider":"maple","title":"Two"}' >> rows.ndjson
echo '{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","provider":"kirim","name":"Three"}' >> rows.ndjson
billing customers update --from rows.ndjson -p commet --config emulated.yaml --metadata batch=7 --ordered -o ndjson
billing customers get cus_000040 -p commet --config emulated.yaml
kill -TERM $server; wait $server; echo "served: $?"
rm requests.txt emulated.yaml ../state/billing/runs/*/journal.ndjson`,
  ],
};
