"""What this room keeps: movements, exemplars, the learn / catch up / surpass ladder, awards."""
