import type { CreateService } from '../service';
import { createSupabase } from './supabase';

/** With so much about the user that the session takes two cookies. */
export const createService: CreateService = (context) =>
  createSupabase(context, { user_metadata: { note: 'n'.repeat(2_500) } });
