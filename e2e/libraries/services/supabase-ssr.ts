import type { CreateService } from '../service';
import { createSupabase } from './supabase';

/** The user has so much metadata that the session needs two cookies. */
export const createService: CreateService = (context) =>
  createSupabase(context, { user_metadata: { note: 'n'.repeat(2_500) } });
