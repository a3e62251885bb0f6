// The other side of bench "pouch": PouchDB replicating documents to a PouchDB server, one process each.
//   node pouch.js serve DIR              prints its port
//   node pouch.js push DIR URL FILE N    loads N documents (JSON lines) or N photos (FILE is "photos"), prints milliseconds
const path = require('path')
const fs = require('fs')
const PouchDB = require('pouchdb')
const [, , verb, dir, url, file, count] = process.argv

if (verb === 'serve') {
  process.chdir(dir)
  const app = require('express')()
  const Server = PouchDB.defaults({ prefix: dir + path.sep })
  app.use('/', require('express-pouchdb')(Server, { logPath: path.join(dir, 'log.txt'), mode: 'minimumForPouchDB' }))
  const s = app.listen(0, '127.0.0.1', () => console.log(s.address().port))
  process.stdin.on('end', () => process.exit(0)).resume()
} else {
  push().catch(e => { console.error(e); process.exit(1) })
}

async function push () {
  const db = new PouchDB(path.join(dir, 'tablet'))
  const n = Number(count)
  if (file === 'photos') {
    for (let i = 0; i < n; i++) {
      const data = require('crypto').randomBytes(1 << 20)
      await db.put({ _id: 'p' + i, _attachments: { 'photo.jpg': { content_type: 'image/jpeg', data } } })
    }
  } else {
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(0, n)
    for (let i = 0; i < lines.length; i += 1000) await db.bulkDocs(lines.slice(i, i + 1000).map(l => JSON.parse(l)))
  }
  const begin = process.hrtime.bigint()
  const r = await db.replicate.to(url + '/park', { batch_size: file === 'photos' ? 10 : 1000 })
  const ms = Number(process.hrtime.bigint() - begin) / 1e6
  if (r.docs_written !== n) throw new Error(r.docs_written + ' of ' + n + ' arrived')
  console.log(ms)
  await db.close()
}
