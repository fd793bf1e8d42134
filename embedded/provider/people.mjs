// The demonstration's people: one for each role, and for each railroad a contact and an executive.
// Nobody of them exists. A test compares them with the roles and railroads of the rules.

const offices = [
  ["reyes", "OFF", "LRD", "CTPAT officer, Laredo", "especialista de CTPAT, Laredo"],
  ["moreno", "OFF", "ELP", "CTPAT officer, El Paso", "especialista de CTPAT, El Paso"],
  ["lane", "SUP", "LRD", "CTPAT supervisor, Laredo", "supervisión de CTPAT, Laredo"],
  ["north", "HQ", "HQ", "headquarters decider", "autoridad decisora de la sede"],
  ["hale", "HQ", "HQ", "second headquarters decider", "segunda autoridad decisora"],
  ["sloan", "APP", "HQ", "appeal decider", "autoridad de apelación"],
  ["ruiz", "PORT", "2304", "port officer, Laredo", "oficial del puerto, Laredo"],
  ["torres", "MXA", "SAT", "liaison of SAT/AGACE", "enlace del SAT/AGACE"],
  ["cruz", "MXC", "ANAM", "officer of ANAM", "oficial de la ANAM"],
  ["field", "AGL", "APHIS", "agriculture liaison, APHIS", "enlace de APHIS"],
  ["campos", "AGL", "SENASICA", "agriculture liaison, SENASICA", "enlace de SENASICA"],
  ["kay", "OPS", "HQ", "operations", "operaciones"],
  ["noor", "AUD", "HQ", "auditor", "auditoría"],
  ["coac-cross-border", "VWR", "COAC", "partner, status only", "socio, solo estatus"],
];

const railroads = ["UP", "BNSF", "FXE", "KCS", "KCSM", "SVR", "RBN", "GSL", "CRBL", "MDNR", "FCA"];

const ofRailroads = railroads.flatMap((railroad) => [
  [`poc-${railroad.toLowerCase()}`, "POC", railroad, `contact of ${railroad}`, `contacto de ${railroad}`],
  [`exe-${railroad.toLowerCase()}`, "EXE", railroad, `executive of ${railroad}`, `directivo de ${railroad}`],
]);

const counsel = [["cns-svr", "CNS", "SVR", "counsel of SVR", "representante legal de SVR"]];

export const people = new Map(
  [...offices, ...ofRailroads, ...counsel].map(([id, role, organisation, en, es]) => [
    id,
    { id, role, organisation, en, es },
  ]),
);
