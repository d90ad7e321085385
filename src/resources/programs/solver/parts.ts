/** Answers with nothing in them, to be filled. */

import type { FlatAnswer } from '../answer';
import type { Duality } from '../certificate/duality';
import type { ProgramCertificate } from '../types';

/** A reduced cost this small among its own terms counts as 0. */
const rounding = 1e-9;

export function emptyCertificate(
  kind: ProgramCertificate['kind'],
  tolerance: number,
): ProgramCertificate {
  return {
    kind,
    tolerance,
    holds: false,
    primalInfeasibility: null,
    dualInfeasibility: null,
    complementarySlackness: null,
    gap: null,
    bound: null,
    integrality: null,
    provenBy: null,
  };
}

export function emptyAnswer(certificate: ProgramCertificate, solver: string): FlatAnswer {
  return {
    status: 'iteration-limit',
    limit: null,
    objective: null,
    x: null,
    y: null,
    z: null,
    prices: null,
    costs: null,
    sides: null,
    certificate,
    farkas: null,
    conflict: null,
    ray: null,
    mip: null,
    integersFixed: false,
    solver,
  };
}

/** The figures of optimality as a certificate. */
export function dualityCertificate(found: Duality, tolerance: number): ProgramCertificate {
  const { primalInfeasibility, dualInfeasibility, complementarySlackness, gap } = found;
  const figures = [primalInfeasibility, dualInfeasibility, complementarySlackness, gap];
  const holds = figures.every((figure) => figure <= tolerance);
  return {
    ...emptyCertificate('duality', tolerance),
    holds,
    primalInfeasibility,
    dualInfeasibility,
    complementarySlackness,
    gap,
    // prices without a bound prove none, unless they are rounding
    bound: dualInfeasibility <= rounding ? found.dualObjective : null,
    provenBy: 'duals',
  };
}
