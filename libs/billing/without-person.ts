/** Fields of Stripe's objects with personal data; card numbers and our own metadata are among them. */
const PERSONAL = new Set([
  'address',
  'billing_details',
  'business_name',
  'customer_address',
  'customer_details',
  'customer_email',
  'customer_name',
  'customer_phone',
  'customer_shipping',
  'description',
  'email',
  'individual_name',
  'metadata',
  'name',
  'payment_method_details',
  'phone',
  'previous_attributes',
  'receipt_email',
  'receipt_url',
  'shipping',
  'hosted_invoice_url',
  'invoice_pdf',
  'collected_information',
  'custom_fields',
  'evidence',
  'preferred_locales',
  'client_reference_id',
]);

/**
 * An event as it is kept: who it is about is said by ids of Stripe's alone, since the event only tells where to look. So it
 * does not have to be found again when a person's account is erased, and one that comes late brings nothing back.
 */
export function withoutPerson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPerson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PERSONAL.has(key))
      .map(([key, part]) => [key, withoutPerson(part)]),
  );
}
