-- When something next falls due on an order: a reminder, the notice before it is closed, its closing. NULL where nothing will.
ALTER TABLE orders ADD COLUMN due_at BIGINT;
CREATE INDEX orders_by_due ON orders (due_at) WHERE due_at IS NOT NULL;
-- Orders of before are looked at once, and then know their own time.
UPDATE orders SET due_at = updated_at WHERE stage IN ('draft', 'preparing', 'correcting', 'awaiting_payment', 'awaiting_paper');
