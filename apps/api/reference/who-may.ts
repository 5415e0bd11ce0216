import type { Reflector } from '@nestjs/core';
import { Public, Roles } from '../auth/guards.js';

type Places = Parameters<Reflector['getAllAndOverride']>[1];

/** Who may call a route: `everybody`, `signed in`, or roles; `admin` always may. */
export function whoMay(reflector: Reflector, places: Places): string[] {
  if (reflector.getAllAndOverride(Public, places)) return ['everybody'];
  const roles = reflector.getAllAndOverride(Roles, places);
  if (!roles) return ['signed in'];
  return [...roles.filter((role) => role !== 'admin'), 'admin'];
}
