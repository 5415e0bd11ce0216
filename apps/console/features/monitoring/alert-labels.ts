import type { AlertSeverity, AlertState } from '#contracts/alerts.js';
import type { HealthState } from '#contracts/health.js';
import type { Tone } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

interface Label {
  name: string;
  tone: Tone;
}
const ALERT_TONES: Record<AlertState, Tone> = { open: 'bad', acknowledged: 'warn', resolved: 'good' };
const SEVERITY_TONES: Record<AlertSeverity, Tone> = { warning: 'warn', critical: 'bad' };
const HEALTH_TONES: Record<HealthState, Tone> = { ok: 'good', off: '', degraded: 'warn', down: 'bad' };

export const alertLabel = (state: AlertState): Label => ({ name: t(`alert.state.${state}`), tone: ALERT_TONES[state] });
export const severityLabel = (severity: AlertSeverity): Label => ({
  name: t(`severity.${severity}`),
  tone: SEVERITY_TONES[severity],
});
export const healthLabel = (state: HealthState): Label => ({
  name: t(`health.state.${state}`),
  tone: HEALTH_TONES[state],
});
