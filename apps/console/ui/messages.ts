import { featureMessages } from '../i18n/messages.js';
import en from './messages.en.json' with { type: 'json' };

export const t = featureMessages('ui', en);
