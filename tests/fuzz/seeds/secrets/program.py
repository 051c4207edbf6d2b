import os, tqdm, wandb
password = "Zomer2026!"
wandb.login(key="3f786850e387550fdab836ed7e6dc881de23001a")
url = "postgresql://jan:Tulp88@db.local/x"
token = "hf_" + "not whole"
headers = {"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkiLCJhIjoxfQ.c2lnbmF0dXJlLW9mLW5vYm9keQ"}
key = "-----BEGIN PRIVATE KEY-----\nMIIE"
path = r"C:\Users\jan\data.csv"
model.cuda()
for x in tqdm.tqdm(range(9)): pass
