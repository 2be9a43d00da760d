/** The emulator's demo customers, as words of a command line. */
export const vayu = "65f0c1a2b3d4e5f60718293a -p vayu --emulator";
export const commet = "cus_7Qm2rT -p commet --emulator";
export const flexprice = "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD -p flexprice --emulator";
export const maple = "cus_2Nb8LmPq -p maple --emulator";
export const kirim = "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG -p kirim --emulator";
