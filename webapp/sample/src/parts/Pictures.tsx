import { useState } from "react";
import { useLanguage } from "../language";
import type { Picture } from "../picture";

/** The pictures and videos of an answer. One that the page cannot open says so. */
export function Pictures({ name, pictures }: { name: string; pictures: readonly Picture[] }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="pictures" data-testid={`pictures-${name}`}>
      {pictures.map((picture) => (
        <li key={picture.id}>
          <PictureFrame key={picture.source} picture={picture} />
        </li>
      ))}
    </ul>
  );
}

function PictureFrame({ picture: { kind, source } }: { picture: Picture }) {
  const { text } = useLanguage();
  const [isBroken, setIsBroken] = useState(false);
  const onError = () => setIsBroken(true);
  if (isBroken) return <p className="picture picture-broken">{text.pictures.broken}</p>;
  return kind === "video" ? (
    <video className="picture" src={source} controls muted playsInline onError={onError} />
  ) : (
    <img className="picture" src={source} alt={text.pictures.image} onError={onError} />
  );
}
