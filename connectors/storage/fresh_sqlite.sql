-- As the migrations make it, up to 0029.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE findings (
	id INTEGER NOT NULL, 
	process_key TEXT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_findings PRIMARY KEY (id)
);

CREATE INDEX ix_findings_process_key ON findings (process_key);

CREATE TABLE releases (
	id INTEGER NOT NULL, 
	process_key TEXT NOT NULL, 
	ocid TEXT, 
	released_at DATETIME NOT NULL, 
	feed VARCHAR(40) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_releases PRIMARY KEY (id), 
	CONSTRAINT uq_releases_fingerprint UNIQUE (fingerprint)
);

CREATE INDEX ix_releases_process_key ON releases (process_key);

CREATE TABLE revisions (
	"of" VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY ("of")
);

CREATE TABLE conversations (
	id VARCHAR(36) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	started_at DATETIME NOT NULL, 
	supplier_id VARCHAR(36), 
	turn_id VARCHAR(36), 
	turn_began_at DATETIME, 
	CONSTRAINT pk_conversations PRIMARY KEY (id), 
	CONSTRAINT fk_conversations_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id)
);

CREATE TABLE searches (
	conversation_id VARCHAR(36) NOT NULL, 
	criteria JSON NOT NULL, 
	ranked JSON NOT NULL, 
	shown INTEGER NOT NULL, 
	last_page JSON NOT NULL, 
	focus VARCHAR(36), 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_searches PRIMARY KEY (conversation_id), 
	CONSTRAINT fk_searches_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE TABLE shown (
	id INTEGER NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	opportunity_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (id), 
	CONSTRAINT ck_shown_shown_to_somebody CHECK (conversation_id IS NOT NULL OR supplier_id IS NOT NULL), 
	CONSTRAINT fk_shown_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_shown_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_shown_conversation_id ON shown (conversation_id);

CREATE INDEX ix_shown_opportunity_id ON shown (opportunity_id);

CREATE INDEX ix_shown_supplier_id ON shown (supplier_id);

CREATE TABLE turns (
	number INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	conversation_id VARCHAR(36) NOT NULL, 
	client_id VARCHAR(64), 
	text TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	replies JSON, 
	CONSTRAINT pk_turns PRIMARY KEY (number), 
	CONSTRAINT fk_turns_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT uq_turns_conversation_id_client_id UNIQUE (conversation_id, client_id), 
	CONSTRAINT uq_turns_id UNIQUE (id)
);

CREATE INDEX ix_turns_conversation_id ON turns (conversation_id);

CREATE TABLE changes (
	id INTEGER NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	at DATETIME NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	noted_at DATETIME NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (id), 
	CONSTRAINT fk_changes_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE, 
	CONSTRAINT uq_changes_opportunity_id_kind_at UNIQUE (opportunity_id, kind, at)
);

CREATE TABLE feeds (
	feed VARCHAR(40) NOT NULL, 
	reached DATETIME NOT NULL, 
	window_start DATETIME, 
	window_end DATETIME, 
	cursor TEXT, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_feeds PRIMARY KEY (feed)
);

CREATE TABLE process_particulars (
	process_key TEXT NOT NULL, 
	particulars JSON NOT NULL, 
	CONSTRAINT pk_process_particulars PRIMARY KEY (process_key), 
	CONSTRAINT fk_process_particulars_process_key FOREIGN KEY(process_key) REFERENCES opportunities (process_key) ON DELETE CASCADE
);

CREATE TABLE process_blocks (
	block BIGINT NOT NULL, 
	process_key TEXT NOT NULL, 
	CONSTRAINT pk_process_blocks PRIMARY KEY (block, process_key), 
	CONSTRAINT fk_process_blocks_process_key FOREIGN KEY(process_key) REFERENCES opportunities (process_key) ON DELETE CASCADE
)
 WITHOUT ROWID

;

CREATE INDEX ix_process_blocks_process_key ON process_blocks (process_key);

CREATE TABLE process_pairs (
	first_key TEXT NOT NULL, 
	second_key TEXT NOT NULL, 
	ground VARCHAR(20) NOT NULL, 
	marks JSON NOT NULL, 
	joined_at DATETIME NOT NULL, 
	kept_apart_at DATETIME, 
	CONSTRAINT pk_process_pairs PRIMARY KEY (first_key, second_key), 
	CONSTRAINT fk_process_pairs_first_key FOREIGN KEY(first_key) REFERENCES opportunities (process_key) ON DELETE CASCADE, 
	CONSTRAINT fk_process_pairs_second_key FOREIGN KEY(second_key) REFERENCES opportunities (process_key) ON DELETE CASCADE
);

CREATE INDEX ix_process_pairs_second_key ON process_pairs (second_key);

CREATE TABLE process_groups (
	process_key TEXT NOT NULL, 
	shown_key TEXT NOT NULL, 
	CONSTRAINT pk_process_groups PRIMARY KEY (process_key), 
	CONSTRAINT fk_process_groups_process_key FOREIGN KEY(process_key) REFERENCES opportunities (process_key) ON DELETE CASCADE
);

CREATE INDEX ix_process_groups_shown_key ON process_groups (shown_key);

CREATE TABLE buyer_namings (
	id VARCHAR(64) NOT NULL, 
	buyer_id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	buyer_class VARCHAR(16) NOT NULL, 
	s17 BOOLEAN, 
	website TEXT, 
	identifiers JSON NOT NULL, 
	district VARCHAR(4), 
	CONSTRAINT pk_buyer_namings PRIMARY KEY (id), 
	CONSTRAINT fk_buyer_namings_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id)
);

CREATE INDEX ix_buyer_namings_buyer_id ON buyer_namings (buyer_id);

CREATE TABLE buyer_keys (
	"key" VARCHAR(200) NOT NULL, 
	naming_id VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_buyer_keys PRIMARY KEY ("key", naming_id), 
	CONSTRAINT fk_buyer_keys_naming_id FOREIGN KEY(naming_id) REFERENCES buyer_namings (id)
);

CREATE INDEX ix_buyer_keys_naming_id ON buyer_keys (naming_id);

CREATE TABLE "opportunities" (
	id VARCHAR(36) NOT NULL, 
	process_key TEXT NOT NULL, 
	ocid TEXT, 
	reference TEXT, 
	source_name VARCHAR(40) NOT NULL, 
	source_url TEXT, 
	source_as_of DATETIME NOT NULL, 
	is_sample BOOLEAN NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	visibility VARCHAR(12) NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	buyer_id VARCHAR(36) NOT NULL, 
	category VARCHAR(12), 
	cpv JSON NOT NULL, 
	value_amount BIGINT, 
	value_vat VARCHAR(8) NOT NULL, 
	value_basis VARCHAR(8) NOT NULL, 
	value_currency VARCHAR(3) NOT NULL, 
	postcode VARCHAR(8), 
	latitude FLOAT, 
	longitude FLOAT, 
	regions JSON NOT NULL, 
	nationwide BOOLEAN NOT NULL, 
	office JSON, 
	published_at DATETIME, 
	deadline DATETIME, 
	awarded_at DATETIME, 
	cancelled_at DATETIME, 
	starts_on DATE, 
	ends_on DATE, 
	suitable_for JSON NOT NULL, 
	reserved_for TEXT, 
	procurement_method TEXT, 
	above_threshold BOOLEAN, 
	how_to_respond TEXT, 
	contact JSON, 
	law VARCHAR(20), 
	special_regimes JSON NOT NULL, 
	phases JSON NOT NULL, 
	naming_id VARCHAR(64) NOT NULL, contact_use VARCHAR(16), contact_until DATETIME, 
	CONSTRAINT pk_opportunities PRIMARY KEY (id), 
	CONSTRAINT uq_opportunities_process_key UNIQUE (process_key), 
	CONSTRAINT uq_opportunities_ocid UNIQUE (ocid), 
	CONSTRAINT fk_opportunities_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id), 
	CONSTRAINT fk_opportunities_naming_id FOREIGN KEY(naming_id) REFERENCES buyer_namings (id)
);

CREATE INDEX ix_opportunities_buyer_id ON opportunities (buyer_id);

CREATE INDEX ix_opportunities_deadline ON opportunities (deadline);

CREATE INDEX ix_opportunities_naming_id ON opportunities (naming_id);

CREATE TABLE "buyers" (
	id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	buyer_class VARCHAR(16) NOT NULL, 
	s17 BOOLEAN, 
	website TEXT, 
	identifiers JSON NOT NULL, 
	district VARCHAR(4), 
	CONSTRAINT pk_buyers PRIMARY KEY (id)
);

CREATE TABLE postcodes (
	postcode VARCHAR(8) NOT NULL, 
	is_known BOOLEAN NOT NULL, 
	latitude FLOAT, 
	longitude FLOAT, 
	ward TEXT, 
	ward_code TEXT, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_postcodes PRIMARY KEY (postcode)
);

CREATE TABLE spending_records (
	"key" VARCHAR(80) NOT NULL, 
	buyer TEXT NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	source_url TEXT, 
	refunds INTEGER NOT NULL, 
	refunded BIGINT NOT NULL, 
	redacted INTEGER NOT NULL, 
	repeated INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	payees INTEGER, 
	imported_at DATETIME NOT NULL, 
	CONSTRAINT pk_spending_records PRIMARY KEY ("key")
);

CREATE INDEX ix_spending_records_buyer ON spending_records (buyer);

CREATE TABLE spending_lines (
	record_key VARCHAR(80) NOT NULL, 
	category VARCHAR(100) NOT NULL, 
	place VARCHAR(16) NOT NULL, 
	size VARCHAR(16) NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	payments INTEGER NOT NULL, 
	total BIGINT NOT NULL, 
	payees INTEGER, 
	at_most JSON NOT NULL, 
	CONSTRAINT pk_spending_lines PRIMARY KEY (record_key, category, place, size), 
	CONSTRAINT fk_spending_lines_record_key FOREIGN KEY(record_key) REFERENCES spending_records ("key") ON DELETE CASCADE
);

CREATE TABLE vectors (
	opportunity_id VARCHAR(36) NOT NULL, 
	made_with VARCHAR(64) NOT NULL, 
	vocabulary VARCHAR(16) NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	over_from DATETIME, 
	vector BLOB NOT NULL, 
	facts BLOB NOT NULL, 
	numbers BLOB NOT NULL, 
	counts BLOB NOT NULL, 
	CONSTRAINT pk_vectors PRIMARY KEY (opportunity_id, made_with), 
	CONSTRAINT fk_vectors_opportunity_id FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE
);

CREATE TABLE opportunity_changes (
	opportunity_id VARCHAR(36) NOT NULL, 
	revision INTEGER NOT NULL, 
	CONSTRAINT pk_opportunity_changes PRIMARY KEY (opportunity_id)
);

CREATE INDEX ix_opportunity_changes_revision ON opportunity_changes (revision);

CREATE INDEX ix_opportunities_fresh ON opportunities (id, content_hash, visibility);

CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	opportunity_id VARCHAR(36) NOT NULL, 
	verdict VARCHAR(12) NOT NULL, 
	why VARCHAR(12), 
	words TEXT NOT NULL, 
	seen JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (id), 
	CONSTRAINT ck_feedback_feedback_of_somebody CHECK (conversation_id IS NOT NULL OR supplier_id IS NOT NULL), 
	CONSTRAINT fk_feedback_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_feedback_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_feedback_conversation_id ON feedback (conversation_id);

CREATE INDEX ix_feedback_supplier_id ON feedback (supplier_id);

CREATE INDEX ix_feedback_opportunity_id ON feedback (opportunity_id);

CREATE TABLE lessons (
	id VARCHAR(36) NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	verdict VARCHAR(12) NOT NULL, 
	why VARCHAR(12), 
	seen JSON NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	consent VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_lessons PRIMARY KEY (id)
);

CREATE TABLE "suppliers" (
	id VARCHAR(36) NOT NULL, 
	registered_at DATETIME NOT NULL, 
	name TEXT DEFAULT ('') NOT NULL, 
	text TEXT DEFAULT ('') NOT NULL, 
	postcode VARCHAR(8), 
	max_value BIGINT, 
	shown_agreed_at DATETIME, 
	shown_wording VARCHAR(60), 
	text_hash VARCHAR(64) DEFAULT ('') NOT NULL, 
	changed INTEGER DEFAULT '0' NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_suppliers PRIMARY KEY (id), 
	CONSTRAINT ck_suppliers_agreement_has_its_wording CHECK ((shown_agreed_at IS NULL) = (shown_wording IS NULL)), 
	CONSTRAINT uq_suppliers_number UNIQUE (number)
);

CREATE INDEX ix_suppliers_changed ON suppliers (changed);

CREATE TABLE supplier_rows (
	supplier_id VARCHAR(36) NOT NULL, 
	made_with VARCHAR(64) NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	vector BLOB NOT NULL, 
	words BLOB NOT NULL, 
	trades BLOB NOT NULL, 
	CONSTRAINT pk_supplier_rows PRIMARY KEY (supplier_id, made_with), 
	CONSTRAINT fk_supplier_rows_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE TABLE showings (
	need_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	place INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_showings PRIMARY KEY (need_id, supplier_id), 
	CONSTRAINT fk_showings_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_showings_supplier_id ON showings (supplier_id);

CREATE TABLE supplier_turns (
	supplier_id VARCHAR(36) NOT NULL, 
	shown INTEGER NOT NULL, 
	due FLOAT NOT NULL, 
	CONSTRAINT pk_supplier_turns PRIMARY KEY (supplier_id), 
	CONSTRAINT fk_supplier_turns_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE TABLE rotation_keys (
	"of" VARCHAR(20) NOT NULL, 
	"key" BLOB NOT NULL, 
	CONSTRAINT pk_rotation_keys PRIMARY KEY ("of")
);

CREATE TABLE reservations (
	need_id VARCHAR(36) NOT NULL, 
	area VARCHAR(12) NOT NULL, 
	place TEXT, 
	decided_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_reservations PRIMARY KEY (need_id)
);

CREATE TABLE interviews (
	conversation_id VARCHAR(36) NOT NULL, 
	flow VARCHAR(20) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	heard_at DATETIME NOT NULL, 
	answers JSON NOT NULL, 
	path JSON NOT NULL, 
	at VARCHAR(40), 
	state VARCHAR(12) NOT NULL, 
	digressions INTEGER NOT NULL, 
	unclear INTEGER NOT NULL, 
	yields BOOLEAN NOT NULL, 
	CONSTRAINT pk_interviews PRIMARY KEY (conversation_id, flow), 
	CONSTRAINT fk_interviews_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE TABLE earlier_searches (
	number INTEGER NOT NULL, 
	conversation_id VARCHAR(36) NOT NULL, 
	criteria JSON NOT NULL, 
	ranked JSON NOT NULL, 
	shown INTEGER NOT NULL, 
	last_page JSON NOT NULL, 
	focus VARCHAR(36), 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_earlier_searches PRIMARY KEY (number), 
	CONSTRAINT fk_earlier_searches_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE INDEX ix_earlier_searches_conversation_id ON earlier_searches (conversation_id);

CREATE TABLE hand_overs (
	id VARCHAR(36) NOT NULL, 
	conversation_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	about TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	transcript JSON NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_hand_overs PRIMARY KEY (id), 
	CONSTRAINT fk_hand_overs_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE INDEX ix_hand_overs_conversation_id ON hand_overs (conversation_id);

CREATE INDEX ix_hand_overs_state ON hand_overs (state);

CREATE TABLE profiles (
	id INTEGER NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	facts JSON NOT NULL, 
	"before" JSON, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_profiles PRIMARY KEY (id), 
	CONSTRAINT ck_profiles_profile_of_one_owner CHECK ((conversation_id IS NULL) <> (supplier_id IS NULL)), 
	CONSTRAINT fk_profiles_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_profiles_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_profiles_conversation_id UNIQUE (conversation_id), 
	CONSTRAINT uq_profiles_supplier_id UNIQUE (supplier_id)
);

CREATE TABLE people (
	id VARCHAR(36) NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);

CREATE TABLE contact_points (
	number INTEGER NOT NULL, 
	means VARCHAR(8) NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	proved_at DATETIME NOT NULL, 
	CONSTRAINT pk_contact_points PRIMARY KEY (number), 
	CONSTRAINT fk_contact_points_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT uq_contact_points_means_address UNIQUE (means, address)
);

CREATE INDEX ix_contact_points_person_id ON contact_points (person_id);

CREATE TABLE memberships (
	number INTEGER NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	how VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_memberships PRIMARY KEY (number), 
	CONSTRAINT fk_memberships_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_memberships_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_memberships_person_id_supplier_id UNIQUE (person_id, supplier_id)
);

CREATE INDEX ix_memberships_supplier_id ON memberships (supplier_id);

CREATE TABLE belongings (
	conversation_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36), 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_belongings PRIMARY KEY (conversation_id), 
	CONSTRAINT fk_belongings_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_belongings_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_belongings_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE SET NULL
);

CREATE INDEX ix_belongings_person_id ON belongings (person_id);

CREATE INDEX ix_belongings_supplier_id ON belongings (supplier_id);

CREATE TABLE proofs (
	id VARCHAR(36) NOT NULL, 
	conversation_id VARCHAR(36) NOT NULL, 
	means VARCHAR(8) NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	proved_at DATETIME, 
	CONSTRAINT pk_proofs PRIMARY KEY (conversation_id), 
	CONSTRAINT fk_proofs_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT uq_proofs_id UNIQUE (id)
);

CREATE INDEX ix_proofs_address ON proofs (address);

CREATE TABLE codes_sent (
	number INTEGER NOT NULL, 
	address_hash VARCHAR(64) NOT NULL, 
	conversation_hash VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_codes_sent PRIMARY KEY (number)
);

CREATE INDEX ix_codes_sent_address_hash ON codes_sent (address_hash);

CREATE INDEX ix_codes_sent_conversation_hash ON codes_sent (conversation_hash);

CREATE INDEX ix_codes_sent_at ON codes_sent (at);

CREATE TABLE invitations (
	code_hash VARCHAR(64) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_invitations PRIMARY KEY (code_hash), 
	CONSTRAINT fk_invitations_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_invitations_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE INDEX ix_invitations_supplier_id ON invitations (supplier_id);

CREATE INDEX ix_invitations_person_id ON invitations (person_id);

CREATE TABLE firm_pairs (
	kept_id VARCHAR(36) NOT NULL, 
	other_id VARCHAR(36) NOT NULL, 
	grounds JSON NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	by_person_id VARCHAR(36), 
	CONSTRAINT pk_firm_pairs PRIMARY KEY (kept_id, other_id), 
	CONSTRAINT fk_firm_pairs_kept_id FOREIGN KEY(kept_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_firm_pairs_other_id FOREIGN KEY(other_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_firm_pairs_by_person_id FOREIGN KEY(by_person_id) REFERENCES people (id) ON DELETE SET NULL
);

CREATE INDEX ix_firm_pairs_other_id ON firm_pairs (other_id);

CREATE INDEX ix_firm_pairs_by_person_id ON firm_pairs (by_person_id);

CREATE TABLE suppressions (
	means VARCHAR(8) NOT NULL, 
	address_hash VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_suppressions PRIMARY KEY (means, address_hash)
);

CREATE TABLE inbound_texts (
	number INTEGER NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	sender VARCHAR(16) NOT NULL, 
	words TEXT NOT NULL, 
	at DATETIME NOT NULL, answered_at DATETIME, 
	CONSTRAINT pk_inbound_texts PRIMARY KEY (number), 
	CONSTRAINT uq_inbound_texts_id UNIQUE (id)
);

CREATE INDEX ix_inbound_texts_sender ON inbound_texts (sender);

CREATE TABLE text_threads (
	sender VARCHAR(16) NOT NULL, 
	conversation_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_text_threads PRIMARY KEY (sender), 
	CONSTRAINT fk_text_threads_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT uq_text_threads_conversation_id UNIQUE (conversation_id)
);

CREATE TABLE outbox (
	number INTEGER NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	means VARCHAR(8) NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	subject TEXT NOT NULL, 
	words TEXT NOT NULL, 
	at DATETIME NOT NULL, source BLOB, 
	CONSTRAINT pk_outbox PRIMARY KEY (number), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);

CREATE INDEX ix_outbox_address ON outbox (address);

CREATE TABLE "consents" (
	id INTEGER NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	purpose VARCHAR(40) NOT NULL, 
	answer VARCHAR(12) NOT NULL, 
	wording TEXT NOT NULL, 
	version VARCHAR(60) NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	person_id VARCHAR(36), 
	means VARCHAR(8), 
	evidence_kind VARCHAR(20), 
	evidence_id VARCHAR(64), 
	CONSTRAINT pk_consents PRIMARY KEY (id), 
	CONSTRAINT fk_consents_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_consents_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT ck_consents_consent_of_somebody CHECK (conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL), 
	CONSTRAINT ck_consents_evidence_has_its_kind CHECK ((evidence_kind IS NULL) = (evidence_id IS NULL)), 
	CONSTRAINT fk_consents_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE INDEX ix_consents_conversation_id ON consents (conversation_id);

CREATE INDEX ix_consents_supplier_id ON consents (supplier_id);

CREATE INDEX ix_consents_person_id ON consents (person_id);

CREATE TABLE erasure_requests (
	conversation_id VARCHAR(36) NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_erasure_requests PRIMARY KEY (conversation_id), 
	CONSTRAINT fk_erasure_requests_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE TABLE erasures (
	number VARCHAR(20) NOT NULL, 
	at DATETIME NOT NULL, 
	removed JSON NOT NULL, 
	buyers JSON NOT NULL, 
	pseudonym VARCHAR(64) NOT NULL, 
	hashes JSON NOT NULL, 
	CONSTRAINT pk_erasures PRIMARY KEY (number)
);

CREATE INDEX ix_erasures_at ON erasures (at);

CREATE INDEX ix_conversations_supplier_id ON conversations (supplier_id);

CREATE TABLE complaints (
	number INTEGER NOT NULL, 
	id VARCHAR(12) NOT NULL, 
	key_hash VARCHAR(64) NOT NULL, 
	about VARCHAR(12) NOT NULL, 
	name TEXT NOT NULL, 
	reach TEXT NOT NULL, 
	words TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	due DATE NOT NULL, 
	progress JSON NOT NULL, 
	outcome VARCHAR(16), 
	answer TEXT, 
	answered_at DATETIME, 
	CONSTRAINT pk_complaints PRIMARY KEY (number), 
	CONSTRAINT ck_complaints_answered_whole CHECK ((outcome IS NULL) = (answer IS NULL) AND (outcome IS NULL) = (answered_at IS NULL)), 
	CONSTRAINT uq_complaints_id UNIQUE (id), 
	CONSTRAINT uq_complaints_key_hash UNIQUE (key_hash)
);

CREATE TABLE subscriptions (
	id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	means VARCHAR(8) NOT NULL, 
	often VARCHAR(8) NOT NULL, 
	weekday INTEGER NOT NULL, 
	days JSON NOT NULL, 
	opens TIME NOT NULL, 
	closes TIME NOT NULL, 
	on_holidays BOOLEAN NOT NULL, 
	weekly_cap INTEGER NOT NULL, 
	least BIGINT, 
	most BIGINT, 
	without JSON NOT NULL, 
	within_miles FLOAT, 
	near_misses BOOLEAN NOT NULL, 
	began_at DATETIME NOT NULL, 
	paused_until DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_subscriptions PRIMARY KEY (id), 
	CONSTRAINT fk_subscriptions_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_subscriptions_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_subscriptions_person_id_supplier_id_means UNIQUE (person_id, supplier_id, means)
);

CREATE INDEX ix_subscriptions_supplier_id ON subscriptions (supplier_id);

CREATE TABLE alerts (
	id VARCHAR(36) NOT NULL, 
	subscription_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	event VARCHAR(80) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	fit FLOAT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	due_at DATETIME NOT NULL, 
	reason VARCHAR(20), 
	settled_at DATETIME, 
	text VARCHAR(120) NOT NULL, 
	letter VARCHAR(1) NOT NULL, 
	answer VARCHAR(1), 
	CONSTRAINT pk_alerts PRIMARY KEY (id), 
	CONSTRAINT fk_alerts_subscription_id FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_alerts_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT uq_alerts_person_id_opportunity_id_event UNIQUE (person_id, opportunity_id, event)
);

CREATE INDEX ix_alerts_subscription_id ON alerts (subscription_id);

CREATE INDEX ix_alerts_opportunity_id ON alerts (opportunity_id);

CREATE INDEX ix_alerts_settled_at ON alerts (settled_at);

CREATE INDEX ix_alerts_state_due_at ON alerts (state, due_at);

CREATE TABLE alert_texts (
	id VARCHAR(120) NOT NULL, 
	subscription_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	link VARCHAR(16) NOT NULL, 
	segments INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_alert_texts PRIMARY KEY (id), 
	CONSTRAINT fk_alert_texts_subscription_id FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_alert_texts_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT uq_alert_texts_link UNIQUE (link)
);

CREATE INDEX ix_alert_texts_subscription_id ON alert_texts (subscription_id);

CREATE INDEX ix_alert_texts_person_id ON alert_texts (person_id);

CREATE INDEX ix_alert_texts_at ON alert_texts (at);

CREATE TABLE alert_runs (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	revision VARCHAR(40) NOT NULL, 
	changes_to INTEGER NOT NULL, 
	seed VARCHAR(64) NOT NULL, 
	counts JSON NOT NULL, 
	CONSTRAINT pk_alert_runs PRIMARY KEY (number)
);

CREATE TABLE reminders (
	number INTEGER NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	person_id VARCHAR(36), 
	opportunity_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	deadline DATETIME NOT NULL, 
	told_at DATETIME, 
	CONSTRAINT pk_reminders PRIMARY KEY (number), 
	CONSTRAINT ck_reminders_reminder_of_somebody CHECK (conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL), 
	CONSTRAINT fk_reminders_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reminders_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reminders_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE INDEX ix_reminders_conversation_id ON reminders (conversation_id);

CREATE INDEX ix_reminders_supplier_id ON reminders (supplier_id);

CREATE INDEX ix_reminders_person_id ON reminders (person_id);

CREATE INDEX ix_reminders_opportunity_id ON reminders (opportunity_id);

CREATE INDEX ix_reminders_at ON reminders (at);

CREATE TABLE attempts (
	notification_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	begun_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	provider_id VARCHAR(120), 
	code INTEGER, 
	again_at DATETIME, 
	CONSTRAINT pk_attempts PRIMARY KEY (notification_id, number), 
	CONSTRAINT fk_attempts_notification_id FOREIGN KEY(notification_id) REFERENCES notifications (id) ON DELETE CASCADE, 
	CONSTRAINT uq_attempts_provider_id UNIQUE (provider_id)
);

CREATE INDEX ix_inbound_texts_answered_at ON inbound_texts (answered_at);

CREATE TABLE mail_parts (
	notification_id VARCHAR(36) NOT NULL, 
	html TEXT NOT NULL, 
	unsubscribe TEXT NOT NULL, 
	reply_to VARCHAR(320) NOT NULL, 
	answers TEXT NOT NULL, 
	CONSTRAINT pk_mail_parts PRIMARY KEY (notification_id), 
	CONSTRAINT fk_mail_parts_notification_id FOREIGN KEY(notification_id) REFERENCES notifications (id) ON DELETE CASCADE
);

CREATE TABLE mail_attachments (
	notification_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	media_type VARCHAR(120) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_mail_attachments PRIMARY KEY (notification_id, number), 
	CONSTRAINT fk_mail_attachments_notification_id FOREIGN KEY(notification_id) REFERENCES notifications (id) ON DELETE CASCADE
);

CREATE TABLE quotes (
	id VARCHAR(36) NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	state VARCHAR(12) NOT NULL, 
	draft JSON NOT NULL, 
	version INTEGER NOT NULL, 
	begun_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	received_at DATETIME, 
	CONSTRAINT pk_quotes PRIMARY KEY (id), 
	CONSTRAINT ck_quotes_quote_of_one CHECK ((conversation_id IS NULL) <> (supplier_id IS NULL)), 
	CONSTRAINT fk_quotes_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_quotes_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_quotes_opportunity_id_conversation_id UNIQUE (opportunity_id, conversation_id), 
	CONSTRAINT uq_quotes_opportunity_id_supplier_id UNIQUE (opportunity_id, supplier_id)
);

CREATE INDEX ix_quotes_opportunity_id ON quotes (opportunity_id);

CREATE INDEX ix_quotes_conversation_id ON quotes (conversation_id);

CREATE INDEX ix_quotes_supplier_id ON quotes (supplier_id);

CREATE INDEX ix_quotes_changed_at ON quotes (changed_at);

CREATE TABLE quote_steps (
	number INTEGER NOT NULL, 
	quote_id VARCHAR(36) NOT NULL, 
	did VARCHAR(12) NOT NULL, 
	version INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	offer JSON, 
	CONSTRAINT pk_quote_steps PRIMARY KEY (number), 
	CONSTRAINT fk_quote_steps_quote_id FOREIGN KEY(quote_id) REFERENCES quotes (id) ON DELETE CASCADE
);

CREATE INDEX ix_quote_steps_quote_id ON quote_steps (quote_id);

CREATE TABLE quote_files (
	id VARCHAR(36) NOT NULL, 
	quote_id VARCHAR(36) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	media_type VARCHAR(100) NOT NULL, 
	size INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	checked BOOLEAN NOT NULL, 
	content BLOB NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_quote_files PRIMARY KEY (id), 
	CONSTRAINT fk_quote_files_quote_id FOREIGN KEY(quote_id) REFERENCES quotes (id) ON DELETE CASCADE
);

CREATE INDEX ix_quote_files_quote_id ON quote_files (quote_id);

CREATE TABLE quote_openings (
	opportunity_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	"by" VARCHAR(120) NOT NULL, 
	received INTEGER NOT NULL, 
	CONSTRAINT pk_quote_openings PRIMARY KEY (opportunity_id)
);

CREATE TABLE outcomes (
	opportunity_id VARCHAR(36) NOT NULL, 
	ended VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	"by" VARCHAR(120) NOT NULL, 
	winner VARCHAR(36), 
	winner_name TEXT NOT NULL, 
	value BIGINT, 
	vat VARCHAR(16), 
	why_nobody VARCHAR(20), 
	reasons JSON NOT NULL, 
	CONSTRAINT pk_outcomes PRIMARY KEY (opportunity_id)
);

CREATE TABLE buyer_questions (
	id VARCHAR(36) NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	words TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	settled_at DATETIME, 
	reply TEXT NOT NULL, 
	reason VARCHAR(20), 
	CONSTRAINT pk_buyer_questions PRIMARY KEY (id), 
	CONSTRAINT ck_buyer_questions_question_of_one CHECK ((conversation_id IS NULL) <> (supplier_id IS NULL)), 
	CONSTRAINT fk_buyer_questions_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_buyer_questions_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_buyer_questions_opportunity_id ON buyer_questions (opportunity_id);

CREATE INDEX ix_buyer_questions_conversation_id ON buyer_questions (conversation_id);

CREATE INDEX ix_buyer_questions_supplier_id ON buyer_questions (supplier_id);

CREATE INDEX ix_buyer_questions_asked_at ON buyer_questions (asked_at);

CREATE TABLE published_answers (
	id VARCHAR(36) NOT NULL, 
	opportunity_id VARCHAR(36) NOT NULL, 
	words TEXT NOT NULL, 
	reply TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_published_answers PRIMARY KEY (id)
);

CREATE INDEX ix_published_answers_opportunity_id ON published_answers (opportunity_id);

CREATE TABLE buyer_contacts (
	id VARCHAR(36) NOT NULL, 
	buyer_key TEXT NOT NULL, 
	buyer TEXT NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	agreed_by TEXT NOT NULL, 
	agreed_at DATETIME NOT NULL, 
	wording TEXT NOT NULL, 
	version VARCHAR(60) NOT NULL, 
	enrolled_by TEXT NOT NULL, 
	enrolled_at DATETIME NOT NULL, 
	evidence TEXT NOT NULL, 
	categories JSON NOT NULL, 
	frequency VARCHAR(12) NOT NULL, 
	answers_within INTEGER NOT NULL, 
	confirmed_at DATETIME, 
	ended VARCHAR(16), 
	ended_at DATETIME, 
	CONSTRAINT pk_buyer_contacts PRIMARY KEY (id), 
	CONSTRAINT ck_buyer_contacts_ended_whole CHECK ((ended IS NULL) = (ended_at IS NULL)), 
	CONSTRAINT uq_buyer_contacts_buyer_key_address UNIQUE (buyer_key, address)
);

CREATE INDEX ix_buyer_contacts_address ON buyer_contacts (address);

CREATE INDEX ix_buyer_contacts_ended_at ON buyer_contacts (ended_at);

CREATE TABLE digest_runs (
	monday DATE NOT NULL, 
	begun_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	counts JSON NOT NULL, 
	CONSTRAINT pk_digest_runs PRIMARY KEY (monday)
);

CREATE TABLE digests (
	id VARCHAR(36) NOT NULL, 
	monday DATE NOT NULL, 
	contact_id VARCHAR(36) NOT NULL, 
	first DATETIME NOT NULL, 
	"end" DATETIME NOT NULL, 
	made_at DATETIME NOT NULL, 
	message VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (id), 
	CONSTRAINT fk_digests_contact_id FOREIGN KEY(contact_id) REFERENCES buyer_contacts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_digests_monday_contact_id UNIQUE (monday, contact_id)
);

CREATE TABLE digest_items (
	contact_id VARCHAR(36) NOT NULL, 
	told VARCHAR(16) NOT NULL, 
	about VARCHAR(80) NOT NULL, 
	digest_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36), 
	CONSTRAINT pk_digest_items PRIMARY KEY (contact_id, told, about), 
	CONSTRAINT fk_digest_items_contact_id FOREIGN KEY(contact_id) REFERENCES buyer_contacts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_digest_items_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id) ON DELETE CASCADE, 
	CONSTRAINT fk_digest_items_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_digests_contact_id ON digests (contact_id);

CREATE INDEX ix_digest_items_digest_id ON digest_items (digest_id);

CREATE INDEX ix_digest_items_supplier_id ON digest_items (supplier_id);

CREATE TABLE "notifications" (
	id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	means VARCHAR(8) NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	about VARCHAR(20) NOT NULL, 
	subject TEXT NOT NULL, 
	words TEXT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	provider_id VARCHAR(120), 
	conversation_id VARCHAR(36), 
	supplier_id VARCHAR(36), 
	person_id VARCHAR(36), 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME, 
	contact_id VARCHAR(36), 
	CONSTRAINT pk_notifications PRIMARY KEY (id), 
	CONSTRAINT fk_notifications_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notifications_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_notifications_key UNIQUE ("key"), 
	CONSTRAINT fk_notifications_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notifications_contact_id FOREIGN KEY(contact_id) REFERENCES buyer_contacts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_notifications_notification_of_somebody CHECK (conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL OR contact_id IS NOT NULL)
);

CREATE INDEX ix_notifications_conversation_id ON notifications (conversation_id);

CREATE INDEX ix_notifications_supplier_id ON notifications (supplier_id);

CREATE INDEX ix_notifications_person_id ON notifications (person_id);

CREATE INDEX ix_notifications_contact_id ON notifications (contact_id);

CREATE TABLE mail_troubles (
	address_hash VARCHAR(64) NOT NULL, 
	about VARCHAR(20) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	stopped_at DATETIME, 
	CONSTRAINT pk_mail_troubles PRIMARY KEY (address_hash, about)
);

CREATE TABLE introductions (
	id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36), 
	firm TEXT NOT NULL, 
	buyer TEXT NOT NULL, 
	buyer_key VARCHAR(200) NOT NULL, 
	opportunity_id VARCHAR(36), 
	title TEXT NOT NULL, 
	shared JSON NOT NULL, 
	agreed_at DATETIME NOT NULL, 
	agreed_to TEXT NOT NULL, 
	agreed_version VARCHAR(60) NOT NULL, 
	agreed_channel VARCHAR(12) NOT NULL, 
	evidence_kind VARCHAR(20), 
	evidence_id VARCHAR(64), 
	requested_at DATETIME NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	since DATETIME NOT NULL, 
	moves INTEGER NOT NULL, 
	contact_id VARCHAR(36), 
	answer_by DATETIME, 
	nudged_at DATETIME, 
	same VARCHAR(300), 
	CONSTRAINT pk_introductions PRIMARY KEY (id), 
	CONSTRAINT fk_introductions_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_introductions_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT uq_introductions_same UNIQUE (same)
);

CREATE INDEX ix_introductions_supplier_id ON introductions (supplier_id);

CREATE INDEX ix_introductions_person_id ON introductions (person_id);

CREATE INDEX ix_introductions_buyer_key ON introductions (buyer_key);

CREATE INDEX ix_introductions_opportunity_id ON introductions (opportunity_id);

CREATE INDEX ix_introductions_requested_at ON introductions (requested_at);

CREATE INDEX ix_introductions_state ON introductions (state);

CREATE INDEX ix_introductions_contact_id ON introductions (contact_id);

CREATE TABLE introduction_steps (
	introduction_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	"by" VARCHAR(12) NOT NULL, 
	who VARCHAR(120) NOT NULL, 
	why VARCHAR(20), 
	until DATETIME, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_introduction_steps PRIMARY KEY (introduction_id, number), 
	CONSTRAINT fk_introduction_steps_introduction_id FOREIGN KEY(introduction_id) REFERENCES introductions (id) ON DELETE CASCADE
);

CREATE TABLE follow_ups (
	introduction_id VARCHAR(36) NOT NULL, 
	days INTEGER NOT NULL, 
	side VARCHAR(8) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	delivered VARCHAR(8), 
	paid VARCHAR(8), 
	answered_at DATETIME, words TEXT DEFAULT '' NOT NULL, who VARCHAR(120) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_follow_ups PRIMARY KEY (introduction_id, days, side), 
	CONSTRAINT fk_follow_ups_introduction_id FOREIGN KEY(introduction_id) REFERENCES introductions (id) ON DELETE CASCADE
);

CREATE TABLE fact_checks (
	supplier_id VARCHAR(36) NOT NULL, 
	fact VARCHAR(60) NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	value TEXT NOT NULL, 
	source TEXT NOT NULL, 
	checked_at DATETIME NOT NULL, 
	"by" VARCHAR(120) NOT NULL, 
	ends_on DATE, 
	CONSTRAINT pk_fact_checks PRIMARY KEY (supplier_id, fact), 
	CONSTRAINT fk_fact_checks_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE INDEX ix_opportunities_said ON opportunities (source_name, visibility, is_sample, source_as_of, id, deadline);

CREATE INDEX ix_opportunities_is_sample ON opportunities (is_sample) WHERE is_sample IS 1;

CREATE TABLE officers (
	id VARCHAR(36) NOT NULL, 
	email VARCHAR(320) NOT NULL, 
	role VARCHAR(12) NOT NULL, 
	buyer TEXT, 
	since DATETIME NOT NULL, 
	signed_in_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_officers PRIMARY KEY (id), 
	CONSTRAINT ck_officers_role_fits_buyer CHECK ((buyer IS NOT NULL) = (role IN ('officer', 'buyer_admin'))), 
	CONSTRAINT fk_officers_id FOREIGN KEY(id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT uq_officers_email UNIQUE (email)
);

CREATE INDEX ix_officers_buyer ON officers (buyer);

CREATE TABLE buyer_domains (
	domain VARCHAR(255) NOT NULL, 
	buyer TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_buyer_domains PRIMARY KEY (domain)
);

CREATE TABLE sign_in_links (
	token_hash VARCHAR(64) NOT NULL, 
	officer_id VARCHAR(36) NOT NULL, 
	made_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_sign_in_links PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sign_in_links_officer_id FOREIGN KEY(officer_id) REFERENCES officers (id) ON DELETE CASCADE
);

CREATE INDEX ix_sign_in_links_officer_id ON sign_in_links (officer_id);

CREATE TABLE officer_sessions (
	token_hash VARCHAR(64) NOT NULL, 
	officer_id VARCHAR(36) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_officer_sessions PRIMARY KEY (token_hash), 
	CONSTRAINT fk_officer_sessions_officer_id FOREIGN KEY(officer_id) REFERENCES officers (id) ON DELETE CASCADE
);

CREATE INDEX ix_officer_sessions_officer_id ON officer_sessions (officer_id);

CREATE TABLE entries (
	id VARCHAR(36) NOT NULL, 
	buyer TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	title TEXT NOT NULL, 
	wanted TEXT NOT NULL, 
	door VARCHAR(12), 
	category VARCHAR(12), 
	value_amount BIGINT, 
	value_vat VARCHAR(8) NOT NULL, 
	value_basis VARCHAR(8) NOT NULL, 
	cpv JSON NOT NULL, 
	questions JSON NOT NULL, 
	phases JSON NOT NULL, 
	postcode VARCHAR(8), 
	starts_on DATE, 
	deadline DATETIME, 
	reserved_area VARCHAR(12), 
	reserved_place TEXT, 
	reserved_at DATETIME, 
	barriers_at DATETIME, 
	barriers JSON NOT NULL, 
	notice_number VARCHAR(20), 
	posted_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_entries PRIMARY KEY (id)
);

CREATE INDEX ix_entries_buyer ON entries (buyer);

CREATE TABLE entry_authors (
	entry_id VARCHAR(36) NOT NULL, 
	officer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_entry_authors PRIMARY KEY (entry_id), 
	CONSTRAINT fk_entry_authors_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_entry_authors_officer_id FOREIGN KEY(officer_id) REFERENCES officers (id) ON DELETE CASCADE
);

CREATE INDEX ix_entry_authors_officer_id ON entry_authors (officer_id);

CREATE TABLE entry_invitations (
	entry_id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	by_id VARCHAR(36), told VARCHAR(20) DEFAULT '' NOT NULL, seen_at DATETIME, 
	CONSTRAINT pk_entry_invitations PRIMARY KEY (entry_id, supplier_id), 
	CONSTRAINT fk_entry_invitations_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_entry_invitations_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_entry_invitations_by_id FOREIGN KEY(by_id) REFERENCES officers (id) ON DELETE SET NULL
);

CREATE INDEX ix_entry_invitations_supplier_id ON entry_invitations (supplier_id);

CREATE INDEX ix_entry_invitations_by_id ON entry_invitations (by_id);

CREATE TABLE "stories" (
	id VARCHAR(80) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	buyer TEXT NOT NULL, 
	title TEXT NOT NULL, 
	opportunity_id VARCHAR(36), 
	needed TEXT NOT NULL, 
	did TEXT NOT NULL, 
	came TEXT NOT NULL, 
	told_at DATETIME NOT NULL, 
	agreed_at DATETIME, 
	agreed_to TEXT, 
	agreed_version VARCHAR(60), 
	agreed_channel VARCHAR(12), 
	agreed_by VARCHAR(36), 
	CONSTRAINT pk_stories PRIMARY KEY (id), 
	CONSTRAINT fk_stories_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_stories_agreed_by FOREIGN KEY(agreed_by) REFERENCES people (id) ON DELETE SET NULL
);

CREATE INDEX ix_stories_supplier_id ON stories (supplier_id);

CREATE INDEX ix_stories_agreed_by ON stories (agreed_by);

CREATE TABLE company_checks (
	supplier_id VARCHAR(36) NOT NULL, 
	number VARCHAR(8) NOT NULL, 
	called TEXT NOT NULL, 
	finding VARCHAR(12) NOT NULL, 
	name TEXT NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	CONSTRAINT pk_company_checks PRIMARY KEY (supplier_id), 
	CONSTRAINT fk_company_checks_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);

CREATE TABLE entry_amendments (
	id VARCHAR(36) NOT NULL, 
	entry_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	parts JSON NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_entry_amendments PRIMARY KEY (id), 
	CONSTRAINT fk_entry_amendments_entry_id_entries FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
);

CREATE INDEX ix_entry_amendments_entry_id ON entry_amendments (entry_id);

CREATE TABLE amendment_authors (
	amendment_id VARCHAR(36) NOT NULL, 
	officer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_amendment_authors PRIMARY KEY (amendment_id), 
	CONSTRAINT fk_amendment_authors_amendment_id_entry_amendments FOREIGN KEY(amendment_id) REFERENCES entry_amendments (id) ON DELETE CASCADE, 
	CONSTRAINT fk_amendment_authors_officer_id_officers FOREIGN KEY(officer_id) REFERENCES officers (id) ON DELETE CASCADE
);

CREATE INDEX ix_amendment_authors_officer_id ON amendment_authors (officer_id);

CREATE TABLE wins (
	id VARCHAR(36) NOT NULL, 
	supplier_id VARCHAR(36) NOT NULL, 
	person_id VARCHAR(36) NOT NULL, 
	firm TEXT NOT NULL, 
	buyer TEXT NOT NULL, 
	title TEXT NOT NULL, 
	opportunity_id VARCHAR(36), 
	won_at DATETIME NOT NULL, 
	CONSTRAINT pk_wins PRIMARY KEY (id), 
	CONSTRAINT fk_wins_supplier_id_suppliers FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT fk_wins_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);

CREATE INDEX ix_wins_supplier_id ON wins (supplier_id);

CREATE INDEX ix_wins_person_id ON wins (person_id);

CREATE INDEX ix_wins_won_at ON wins (won_at);

CREATE TABLE win_answers (
	win_id VARCHAR(36) NOT NULL, 
	days INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	delivered VARCHAR(8), 
	paid VARCHAR(8), 
	answered_at DATETIME, 
	words TEXT NOT NULL, 
	who VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_win_answers PRIMARY KEY (win_id, days), 
	CONSTRAINT fk_win_answers_win_id_wins FOREIGN KEY(win_id) REFERENCES wins (id) ON DELETE CASCADE
);

INSERT INTO "alembic_version" VALUES ('0029');

