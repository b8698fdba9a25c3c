"""The pages of this room: reports, and the register of papers owed upward."""
