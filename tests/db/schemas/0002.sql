BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE cases (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	countries TEXT NOT NULL, 
	mission_name TEXT NOT NULL, 
	mission_kind TEXT NOT NULL, 
	as_of DATE NOT NULL, 
	documented_option TEXT, 
	archived BOOLEAN NOT NULL, 
	created_at TEXT NOT NULL, 
	changed_at TEXT NOT NULL, 
	document TEXT NOT NULL, current_arrangement TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "cases" VALUES('00000000-0000-4000-8000-000000000001','Liberia, transition','LBR SLE','UNMIL','peacekeeping_operation','2008-09-30','two_feet_in',0,'2025-03-03T08:07:00.000000+00:00','2026-03-02T09:56:00.000000+00:00','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":{"by":"The Secretary-General","date":"2008-10-03","departs":true,"option":"one_foot_in_one_foot_out","reason":"Elections came first"},"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}','one_foot_in_one_foot_out');
INSERT INTO "cases" VALUES('00000000-0000-4000-8000-000000000002','马里过渡期','MLI','MINUSMA','peacekeeping_operation','2008-09-30',NULL,0,'2025-03-03T09:17:00.000000+00:00','2025-03-03T09:24:00.000000+00:00','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["MLI"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[{"date":null,"excerpt":"人道主义协调厅的评估","id":"e1","protected":true,"reliability":null,"source":null,"title":"تقرير عن الوضع","url":null}],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000002","mission":{"countries":["MLI"],"coverage":{"MLI":0.75},"kind":"peacekeeping_operation","mandate":"stabilization","name":"MINUSMA","other_missions":["حملة"],"rc_hc_in_other_mission":null,"status":null,"uses_force":"engages"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"马里过渡期","weights":null}',NULL);
INSERT INTO "cases" VALUES('00000000-0000-4000-8000-000000000003','Čad, zavřený případ','TCD','MINURCAT','peacekeeping_operation','2008-09-30',NULL,1,'2025-03-03T09:38:00.000000+00:00','2025-03-03T09:45:00.000000+00:00','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["TCD"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000003","mission":{"countries":["TCD"],"coverage":{"TCD":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"MINURCAT","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"insecurity":{"best":70,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Čad, zavřený případ","weights":null}',NULL);
CREATE TABLE history (
	id INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	action TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	undoes INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES cases (id), 
	FOREIGN KEY(undoes) REFERENCES history (id)
);
INSERT INTO "history" VALUES(1,'00000000-0000-4000-8000-000000000001','2025-03-03T08:07:00.000000+00:00','A. Desk','create','',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":12.5,"confidence":null,"evidence":["e1"],"high":30,"low":5,"protected":false,"rationale":"Patrols report fewer roadblocks."}},"title":"Liberia, transition","weights":null}',NULL);
INSERT INTO "history" VALUES(2,'00000000-0000-4000-8000-000000000001','2025-03-03T08:14:00.000000+00:00','A. Desk','rating','ratings.insecurity','{"best":12.5,"confidence":null,"evidence":["e1"],"high":30,"low":5,"protected":false,"rationale":"Patrols report fewer roadblocks."}','{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}',NULL);
INSERT INTO "history" VALUES(3,'00000000-0000-4000-8000-000000000001','2025-03-03T08:21:00.000000+00:00','A. Desk','title','title','"Liberia, transition"','"Liberia, after the vote"',NULL);
INSERT INTO "history" VALUES(4,'00000000-0000-4000-8000-000000000001','2025-03-03T08:35:00.000000+00:00','A. Desk','title','title','"Liberia, after the vote"','"Liberia, transition"',3);
INSERT INTO "history" VALUES(5,'00000000-0000-4000-8000-000000000001','2025-03-03T08:42:00.000000+00:00','A. Desk','rating','ratings.insecurity','{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}','{"best":12.5,"confidence":null,"evidence":["e1"],"high":30,"low":5,"protected":false,"rationale":"Patrols report fewer roadblocks."}',2);
INSERT INTO "history" VALUES(6,'00000000-0000-4000-8000-000000000001','2025-03-03T08:49:00.000000+00:00','A. Desk','rating','ratings.insecurity','{"best":12.5,"confidence":null,"evidence":["e1"],"high":30,"low":5,"protected":false,"rationale":"Patrols report fewer roadblocks."}','{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}',5);
INSERT INTO "history" VALUES(7,'00000000-0000-4000-8000-000000000001','2025-03-03T08:56:00.000000+00:00','A. Desk','rating','ratings.host_hostility','{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."}','{"best":55,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":"À l’été “ça va mieux”, łącznie 3 % de moins."}',NULL);
INSERT INTO "history" VALUES(8,'00000000-0000-4000-8000-000000000001','2025-03-03T09:10:00.000000+00:00','A. Desk','rating','ratings.host_hostility','{"best":55,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":"À l’été “ça va mieux”, łącznie 3 % de moins."}','{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."}',7);
INSERT INTO "history" VALUES(9,'00000000-0000-4000-8000-000000000002','2025-03-03T09:17:00.000000+00:00','A. Desk','create','',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["MLI"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[{"date":null,"excerpt":"人道主义协调厅的评估","id":"e1","protected":true,"reliability":null,"source":null,"title":"تقرير عن الوضع","url":null}],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000002","mission":{"countries":["MLI"],"coverage":{"MLI":0.75},"kind":"peacekeeping_operation","mandate":"stabilization","name":"MINUSMA","other_missions":["حملة"],"rc_hc_in_other_mission":null,"status":null,"uses_force":"engages"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"مالي – 马里过渡期 – Мали","weights":null}',NULL);
INSERT INTO "history" VALUES(10,'00000000-0000-4000-8000-000000000002','2025-03-03T09:24:00.000000+00:00','A. Desk','title','title','"مالي – 马里过渡期 – Мали"','"马里过渡期"',NULL);
INSERT INTO "history" VALUES(11,'00000000-0000-4000-8000-000000000003','2025-03-03T09:38:00.000000+00:00','A. Desk','import','',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["TCD"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000003","mission":{"countries":["TCD"],"coverage":{"TCD":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"MINURCAT","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"Čad, zavřený případ","weights":null}',NULL);
INSERT INTO "history" VALUES(12,'00000000-0000-4000-8000-000000000003','2025-03-03T09:45:00.000000+00:00','A. Desk','import','','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["TCD"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000003","mission":{"countries":["TCD"],"coverage":{"TCD":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"MINURCAT","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"Čad, zavřený případ","weights":null}','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["TCD"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000003","mission":{"countries":["TCD"],"coverage":{"TCD":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"MINURCAT","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"insecurity":{"best":70,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Čad, zavřený případ","weights":null}',NULL);
INSERT INTO "history" VALUES(13,'00000000-0000-4000-8000-000000000001','2026-03-02T09:07:00.000000+00:00','B. Desk','tag','@tags','[]','["transition","Верховье"]',NULL);
INSERT INTO "history" VALUES(14,'00000000-0000-4000-8000-000000000002','2026-03-02T09:14:00.000000+00:00','B. Desk','tag','@tags','[]','["сроки"]',NULL);
INSERT INTO "history" VALUES(15,'00000000-0000-4000-8000-000000000001','2026-03-02T09:21:00.000000+00:00','B. Desk','weights','','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":null}','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}',NULL);
INSERT INTO "history" VALUES(16,'00000000-0000-4000-8000-000000000001','2026-03-02T09:28:00.000000+00:00','B. Desk','title','title','"Liberia, transition"','"Liberia, a title taken back"',NULL);
INSERT INTO "history" VALUES(17,'00000000-0000-4000-8000-000000000001','2026-03-02T09:35:00.000000+00:00','B. Desk','title','title','"Liberia, a title taken back"','"Liberia, transition"',16);
INSERT INTO "history" VALUES(18,'00000000-0000-4000-8000-000000000001','2026-03-02T09:56:00.000000+00:00','B. Desk','decision','decision','null','{"by":"The Secretary-General","date":"2008-10-03","departs":true,"option":"one_foot_in_one_foot_out","reason":"Elections came first"}',NULL);
INSERT INTO "history" VALUES(19,'00000000-0000-4000-8000-000000000002','2026-03-02T10:24:00.000000+00:00','B. Desk','archive','@archived','false','true',NULL);
INSERT INTO "history" VALUES(20,'00000000-0000-4000-8000-000000000002','2026-03-02T10:31:00.000000+00:00','B. Desk','unarchive','@archived','true','false',NULL);
CREATE TABLE library (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	app_version TEXT NOT NULL, opened_at TEXT, index_format INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "library" VALUES('c5b76eec-139a-407c-8ac6-82c7c54fb65c','2025-03-03T08:00:00.000000+00:00','0.1.0',NULL,1);
CREATE TABLE versions (
	case_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	label TEXT, 
	document TEXT NOT NULL, 
	PRIMARY KEY (case_id, number), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000001',1,'ac8069d4b1f2c52fa7f8008abb2d3642a92b838efae773fa743ec5502731900b','2025-03-03T08:07:00.000000+00:00','A. Desk','as found','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":12.5,"confidence":null,"evidence":["e1"],"high":30,"low":5,"protected":false,"rationale":"Patrols report fewer roadblocks."}},"title":"Liberia, transition","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000001',2,'b4211dc3aedce425fa9700417cc2920f57c46f336fa781c6d40b318e9244e390','2025-03-03T08:28:00.000000+00:00','A. Desk','sent to the desk','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, after the vote","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000001',3,'688917b6c9373204939b754e8f479a7452483af71dc1f5db9fc831883352d98a','2025-03-03T09:03:00.000000+00:00','A. Desk',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{"host_hostility":{"best":55,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":"À l’été “ça va mieux”, łącznie 3 % de moins."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000002',1,'eb241e23d140390a3e18a05efe3b7c34f9697e23e8d088b96b8142463f25b558','2025-03-03T09:17:00.000000+00:00','A. Desk',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["MLI"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[{"date":null,"excerpt":"人道主义协调厅的评估","id":"e1","protected":true,"reliability":null,"source":null,"title":"تقرير عن الوضع","url":null}],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000002","mission":{"countries":["MLI"],"coverage":{"MLI":0.75},"kind":"peacekeeping_operation","mandate":"stabilization","name":"MINUSMA","other_missions":["حملة"],"rc_hc_in_other_mission":null,"status":null,"uses_force":"engages"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"مالي – 马里过渡期 – Мали","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000002',2,'ec65bfa24fb5daaec486255d986daf3e2fdc1f99271a070628b6875d77dcc330','2025-03-03T09:31:00.000000+00:00','A. Desk','第二版','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["MLI"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[{"date":null,"excerpt":"人道主义协调厅的评估","id":"e1","protected":true,"reliability":null,"source":null,"title":"تقرير عن الوضع","url":null}],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000002","mission":{"countries":["MLI"],"coverage":{"MLI":0.75},"kind":"peacekeeping_operation","mandate":"stabilization","name":"MINUSMA","other_missions":["حملة"],"rc_hc_in_other_mission":null,"status":null,"uses_force":"engages"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"马里过渡期","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000003',1,'08ee927134cbf78bee0bc5127629bd01365ac942966679fdc40a9bb565c7578c','2025-03-03T09:38:00.000000+00:00','A. Desk',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["TCD"],"country_team":null,"current_arrangement":null,"decision":null,"documented":null,"evidence":[],"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000003","mission":{"countries":["TCD"],"coverage":{"TCD":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"MINURCAT","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":null,"phase":null,"ratings":{},"title":"Čad, zavřený případ","weights":null}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000001',4,'ee5c216674f15e9ce1b8de2c43745a97ba9afedcfcca9d21d3489bac535ebecd','2026-03-02T09:42:00.000000+00:00','B. Desk',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":null,"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}');
INSERT INTO "versions" VALUES('00000000-0000-4000-8000-000000000001',5,'6e748bd64661055bdbfe5011fd3c14705f74833958e6e6cf0161cee426f21aa6','2026-03-02T09:56:00.000000+00:00','B. Desk',NULL,'{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":{"by":"The Secretary-General","date":"2008-10-03","departs":true,"option":"one_foot_in_one_foot_out","reason":"Elections came first"},"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Liberia, transition","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}');
CREATE TABLE tags (
	case_id TEXT NOT NULL, 
	tag TEXT NOT NULL, 
	PRIMARY KEY (case_id, tag), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "tags" VALUES('00000000-0000-4000-8000-000000000001','transition');
INSERT INTO "tags" VALUES('00000000-0000-4000-8000-000000000001','Верховье');
INSERT INTO "tags" VALUES('00000000-0000-4000-8000-000000000002','сроки');
CREATE TABLE answers (
	case_id TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	precedents TEXT NOT NULL, 
	option TEXT, 
	strength TEXT NOT NULL, 
	lines TEXT NOT NULL, 
	PRIMARY KEY (case_id), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
CREATE TABLE models (
	sha256 TEXT NOT NULL, 
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "models" VALUES('0c70ad56680cab5d1098f3d38cb44670bc96a9a2dc5c392daaa56f6a210afdd0','two-feet','2008.1','format = "footing-model/1"
id = "two-feet"
');
CREATE TABLE results (
	id INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	model_sha256 TEXT NOT NULL, 
	program TEXT NOT NULL, 
	seed INTEGER NOT NULL, 
	draws INTEGER NOT NULL, 
	option TEXT, 
	strength TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id, version) REFERENCES versions (case_id, number), 
	FOREIGN KEY(model_sha256) REFERENCES models (sha256)
);
INSERT INTO "results" VALUES(1,'00000000-0000-4000-8000-000000000001',4,'0c70ad56680cab5d1098f3d38cb44670bc96a9a2dc5c392daaa56f6a210afdd0','Footing 0.1',4611686018427387904,400,'two_feet_in','firm','66e2f9f8399a5141b0c8cbac6209f2896067cca02458545fac78dc3058d19aba','{"kept":[1,null,"as it is"]}','2026-03-02T09:42:00.000000+00:00','B. Desk');
INSERT INTO "results" VALUES(2,'00000000-0000-4000-8000-000000000001',4,'0c70ad56680cab5d1098f3d38cb44670bc96a9a2dc5c392daaa56f6a210afdd0','Footing 0.1',4611686018427387904,400,'two_feet_in','firm','66e2f9f8399a5141b0c8cbac6209f2896067cca02458545fac78dc3058d19aba','{"kept":[1,null,"as it is"]}','2026-03-02T09:49:00.000000+00:00','B. Desk');
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	result_id INTEGER, 
	option TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_on DATE NOT NULL, 
	reason TEXT, 
	advised TEXT, 
	departs BOOLEAN, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id, version) REFERENCES versions (case_id, number), 
	FOREIGN KEY(result_id) REFERENCES results (id)
);
INSERT INTO "decisions" VALUES(1,'00000000-0000-4000-8000-000000000001',5,1,'one_foot_in_one_foot_out','The Secretary-General','2008-10-03','Elections came first','two_feet_in',1,'2026-03-02T09:56:00.000000+00:00','B. Desk');
CREATE TABLE notes (
	id INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	result_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id, version) REFERENCES versions (case_id, number), 
	FOREIGN KEY(result_id) REFERENCES results (id)
);
INSERT INTO "notes" VALUES(1,'00000000-0000-4000-8000-000000000001',4,2,'abababababababababababababababababababababababababababababababab','liberia – note.pdf','2026-03-02T09:49:00.000000+00:00','B. Desk');
CREATE TABLE scenarios (
	id INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	base_sha256 TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	dropped_at TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "scenarios" VALUES(1,'00000000-0000-4000-8000-000000000001','A coup','6e748bd64661055bdbfe5011fd3c14705f74833958e6e6cf0161cee426f21aa6','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":{"by":"The Secretary-General","date":"2008-10-03","departs":true,"option":"one_foot_in_one_foot_out","reason":"Elections came first"},"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"A coup","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}','2026-03-02T10:03:00.000000+00:00','B. Desk',NULL);
INSERT INTO "scenarios" VALUES(2,'00000000-0000-4000-8000-000000000001','Dropped','6e748bd64661055bdbfe5011fd3c14705f74833958e6e6cf0161cee426f21aa6','{"as_of":"2008-09-30","brief":{"classification":null,"context":[],"date":null,"decider":null,"decision_sought":null,"due":null,"from":null,"next_steps":[],"options":{},"reference":null,"review":null,"subject":null,"through":null,"to":null},"checklists":{},"consultations":[],"countries":["LBR","SLE"],"country_team":null,"current_arrangement":"one_foot_in_one_foot_out","decision":{"by":"The Secretary-General","date":"2008-10-03","departs":true,"option":"one_foot_in_one_foot_out","reason":"Elections came first"},"documented":{"option":"two_feet_in","source":"p. 24"},"evidence":[{"date":"2008-08-01","excerpt":"Convoys pass again.","id":"e1","protected":false,"reliability":"B2","source":"Mission","title":"Quarterly report","url":null},{"date":null,"excerpt":"The colonel asked us to leave the valley.","id":"e2","protected":true,"reliability":null,"source":null,"title":"A talk","url":null}],"field_of_tomorrow":{"kept":[1,null,"as it is"]},"format":"footing-case/1","id":"00000000-0000-4000-8000-000000000001","mission":{"countries":["LBR"],"coverage":{"LBR":1.0},"kind":"peacekeeping_operation","mandate":"multidimensional","name":"UNMIL","other_missions":[],"rc_hc_in_other_mission":null,"status":null,"uses_force":"no"},"overrules":[],"perspective":"ocha","phase":null,"ratings":{"host_hostility":{"best":5,"confidence":"high","evidence":[],"high":15,"low":0,"protected":true,"rationale":"Told in confidence by the governor''s office."},"insecurity":{"best":40,"confidence":null,"evidence":[],"high":100,"low":0,"protected":false,"rationale":null}},"title":"Nothing","weights":{"criteria":{},"families":{"coherence":20.0,"geography":10.0,"hostility":40.0,"space":30.0}}}','2026-03-02T10:10:00.000000+00:00','B. Desk','2026-03-02T10:17:00.000000+00:00');
CREATE TABLE "indexed" (
	number INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (case_id), 
	FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "indexed" VALUES(1,'00000000-0000-4000-8000-000000000001','1aea0cdaccb64363590b5559de16c8b8af6006cbd59b7f1950a19d99bd22efa3');
INSERT INTO "indexed" VALUES(2,'00000000-0000-4000-8000-000000000002','3c7c3b8192f06b323c67ea852f510f761c905933fda754e5b61925a41204dd54');
INSERT INTO "indexed" VALUES(3,'00000000-0000-4000-8000-000000000003','e31bb899470d0dab034e35e1e2340bedb79437f9289a07f8849ff0b7fffa47ba');
CREATE VIRTUAL TABLE search USING fts5(title, mission, filing, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO "search"(rowid, title, mission, filing, body) VALUES(1,'Liberia, transition','UNMIL','LBR SLE transition Верховье','The Secretary-General Elections came first p. 24 Convoys pass again. B2 Mission Quarterly report The colonel asked us to leave the valley. A talk as it is Told in confidence by the governor''s office.');
INSERT INTO "search"(rowid, title, mission, filing, body) VALUES(2,'马 里 过 渡 期','MINUSMA حملة','MLI сроки','人 道 主 义 协 调 厅 的 评 估 تقرير عن الوضع');
INSERT INTO "search"(rowid, title, mission, filing, body) VALUES(3,'Čad, zavřený případ','MINURCAT','TCD','');
CREATE INDEX history_case ON history (case_id, id);
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE INDEX cases_summary ON cases (changed_at, id, title, countries, mission_name, mission_kind, as_of, documented_option, archived, created_at, current_arrangement);
CREATE INDEX cases_archived ON cases (id, archived);
CREATE INDEX tags_tag ON tags (tag, case_id);
CREATE INDEX answers_option ON answers (option, case_id);
CREATE TRIGGER answers_of_a_former_state AFTER UPDATE OF document ON cases BEGIN DELETE FROM answers WHERE case_id = NEW.id; END;
CREATE INDEX results_case ON results (case_id, id);
CREATE INDEX decisions_case ON decisions (case_id, id);
CREATE INDEX notes_case ON notes (case_id, id);
CREATE INDEX notes_sha256 ON notes (sha256);
CREATE INDEX scenarios_case ON scenarios (case_id, id);
CREATE TRIGGER models_no_update BEFORE UPDATE ON models BEGIN SELECT RAISE(ABORT, 'models is append-only'); END;
CREATE TRIGGER models_no_delete BEFORE DELETE ON models BEGIN SELECT RAISE(ABORT, 'models is append-only'); END;
CREATE TRIGGER results_no_update BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'results is append-only'); END;
CREATE TRIGGER results_no_delete BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'results is append-only'); END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER notes_no_update BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'notes is append-only'); END;
CREATE TRIGGER notes_no_delete BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'notes is append-only'); END;
COMMIT;
