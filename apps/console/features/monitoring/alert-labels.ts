import type { AlertSeverity, AlertState } from '#contracts/alerts.js';
import type { HealthState } from '#contracts/health.js';
import type { Tone } from '../../ui/labels/job-labels.js';

export const ALERT_LABELS: Record<AlertState, { name: string; tone: Tone }> = {
  open: { name: 'Open', tone: 'bad' },
  acknowledged: { name: 'Somebody is on it', tone: 'warn' },
  resolved: { name: 'Over', tone: 'good' },
};
export const SEVERITY_LABELS: Record<AlertSeverity, { name: string; tone: Tone }> = {
  warning: { name: 'Warning', tone: 'warn' },
  critical: { name: 'Critical', tone: 'bad' },
};
export const HEALTH_LABELS: Record<HealthState, { name: string; tone: Tone }> = {
  ok: { name: 'Well', tone: 'good' },
  off: { name: 'Not set up', tone: '' },
  degraded: { name: 'Needs a look', tone: 'warn' },
  down: { name: 'Down', tone: 'bad' },
};
