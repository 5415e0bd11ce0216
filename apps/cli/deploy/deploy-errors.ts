import { isGrpcServiceError } from '@temporalio/client';

/** gRPC status codes with advice. */
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Advice for an error of Temporal. */
export function asPlainText(error: unknown): string {
  if (!isGrpcServiceError(error)) return error instanceof Error ? error.message : String(error);
  switch (Number(error.code)) {
    case DEADLINE_EXCEEDED:
    case UNAVAILABLE:
      return `Temporal does not answer (${error.details}). What was asked may be done all the same: look at the status, or ask again.`;
    case PERMISSION_DENIED:
    case UNAUTHENTICATED:
      return `Temporal lets us not do this (${error.details}). Look at TEMPORAL_API_KEY, TEMPORAL_TLS_CERT and TEMPORAL_NAMESPACE.`;
    case UNIMPLEMENTED:
      return 'This Temporal knows no worker deployments: it takes a server of 1.29.1 or newer.';
    case FAILED_PRECONDITION:
      return `Temporal refuses it: ${error.details}`;
    default:
      return `Temporal answered: ${error.details}`;
  }
}
